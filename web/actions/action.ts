import type { Method } from "../api/client.ts";
import type { Json } from "../api/json.ts";
import type { Id } from "../api/types.ts";
import { commandLine } from "../text/shell.ts";
import type { Outcome } from "./outcome.ts";

// What the dialog asks besides the reason. Its value goes into the request and the command under `name`
// and `flag`; an empty one goes into neither.
export interface Field {
    readonly name: string;
    readonly flag: string;
    readonly label: string;
    readonly hint: string;
    readonly kind: "text" | "integer" | "number" | "choice" | "event";
    readonly initial: string;
    readonly choices?: readonly string[];
    readonly required?: boolean;
}

// An action as one value: the dialog, the request and the command are made from it, so they cannot
// disagree.
export interface Action {
    readonly title: string;
    readonly verb: string;
    readonly explains: string;
    readonly method: Method;
    readonly path: string;
    readonly body: Readonly<Record<string, Json>>;
    readonly command: readonly string[];
    readonly fields: readonly Field[];
    readonly unit: readonly [singular: string, plural: string] | null;
    // Nothing brings back what it takes away: the number must be typed.
    readonly isGrave: boolean;
    readonly hasDryRun: boolean;
    readonly outcomeOf: (document: unknown) => Outcome;
}

export type Values = Readonly<Record<string, string>>;

export function initialValues(action: Action): Values {
    return Object.fromEntries(action.fields.map((field) => [field.name, field.initial]));
}

function jsonOf(field: Field, text: string): Json {
    if (field.kind === "integer") return /^\d{16,}$/.test(text) ? BigInt(text) : Number(text);
    if (field.kind === "number") return Number(text);
    return text;
}

// What is wrong with a field, for people; null: nothing.
export function faultOf(field: Field, text: string): string | null {
    if (text.trim() === "") return field.required === true ? "This is needed." : null;
    if (field.kind === "integer" && !/^\d{1,19}$/.test(text)) return "A whole number is needed.";
    if (field.kind === "number" && !(Number(text) > 0)) return "A number above 0 is needed.";
    return null;
}

export function requestBody(action: Action, values: Values, more: Readonly<Record<string, Json>>): Json {
    const filled = action.fields.filter((field) => (values[field.name] ?? "").trim() !== "");
    const asked = Object.fromEntries(filled.map((field) => [field.name, jsonOf(field, values[field.name] ?? "")]));
    return { ...action.body, ...asked, ...more };
}

export function commandOf(action: Action, values: Values, reason: string): string {
    const words = [...action.command];
    for (const field of action.fields) {
        const value = (values[field.name] ?? "").trim();
        if (value === "") continue;
        if (field.kind === "event") words.push(field.flag, "event.json");
        else if (field.flag === "") words.push(value);
        else words.push(field.flag, value);
    }
    return commandLine([...words, "--reason", reason === "" ? "…" : reason]);
}

// What binds an action to exactly what its dry run showed: what came since has a higher id, and is left out.
export function watermarkOf(action: Action, dryRun: Outcome | null): Readonly<Record<string, Id>> {
    const highestId = dryRun?.highestId ?? null;
    return action.unit === null || highestId === null || "ids" in action.body ? {} : { up_to_id: highestId };
}
