import { useId } from "react";
import { JsonError, parseJson } from "../api/json.ts";
import { Labelled } from "../parts/labelled.tsx";
import type { Field } from "./action.ts";

interface FieldInputProps {
    readonly field: Field;
    readonly value: string;
    readonly fault: string | null;
    readonly change: (value: string) => void;
}

export function FieldInput({ field, value, fault, change }: FieldInputProps) {
    if (field.kind === "flag") return <Flag field={field} value={value} change={change} />;
    // An empty field is at fault only once something else was tried; the button waits for it anyway.
    const shown = value === "" ? null : fault;
    return (
        <Labelled label={field.label} hint={field.kind === "event" ? jsonWord(value) : field.hint} fault={shown}>
            {(id, about) => {
                if (field.kind === "choice") {
                    return (
                        <select
                            id={id}
                            aria-describedby={about}
                            value={value}
                            onChange={(event) => change(event.target.value)}
                        >
                            {(field.choices ?? []).map((choice) => (
                                <option key={choice}>{choice}</option>
                            ))}
                        </select>
                    );
                }
                if (field.kind === "event") {
                    return (
                        <textarea
                            id={id}
                            aria-describedby={about}
                            value={value}
                            rows={12}
                            spellCheck={false}
                            onChange={(event) => change(event.target.value)}
                        />
                    );
                }
                const mode = field.kind === "integer" ? "numeric" : field.kind === "number" ? "decimal" : "text";
                return (
                    <input
                        id={id}
                        aria-describedby={about}
                        aria-invalid={shown !== null}
                        value={value}
                        inputMode={mode}
                        required={field.required}
                        autoComplete="off"
                        onChange={(event) => change(event.target.value)}
                    />
                );
            }}
        </Labelled>
    );
}

function Flag({ field, value, change }: Pick<FieldInputProps, "field" | "value" | "change">) {
    const hint = useId();
    return (
        <div className="labelled">
            <label className="choose-all">
                <input
                    type="checkbox"
                    checked={value === "yes"}
                    onChange={(event) => change(event.target.checked ? "yes" : "")}
                    aria-describedby={hint}
                />
                {field.label}
            </label>
            <p id={hint} className="muted">
                {field.hint}
            </p>
        </div>
    );
}

// Only a word to the writer: what an event must be, the worker's own rules decide in the dry run.
function jsonWord(text: string): string {
    try {
        parseJson(text);
        return "This is JSON. Whether today's rules take it, the dry run says.";
    } catch (error) {
        return error instanceof JsonError ? `This is not JSON: ${error.message}.` : "This is not JSON.";
    }
}
