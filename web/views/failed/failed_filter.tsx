import { useEffect, useState, type FormEvent } from "react";
import { Labelled } from "../../parts/labelled.tsx";
import { go, linkTo } from "../../route.ts";
import { clockText } from "../../text/time.ts";
import { idRangeOf } from "./id_range.ts";

interface FailedFilterProps {
    readonly query: Readonly<Record<string, string>>;
    readonly changed: () => void;
    readonly loadedMs: number | null;
}

const states = ["open", "retried", "resolved", "discarded", "all"];

export function FailedFilter({ query, changed, loadedMs }: FailedFilterProps) {
    const [range, setRange] = useState(query.event_id ?? "");
    useEffect(() => setRange(query.event_id ?? ""), [query]);
    const show = (more: Readonly<Record<string, string | undefined>>) =>
        go(linkTo("failed", null, { ...query, after: undefined, ...more }));
    const submit = (event: FormEvent) => {
        event.preventDefault();
        show({ event_id: range });
    };
    const isNoRange = range.trim() !== "" && idRangeOf(range) === undefined;
    return (
        <form className="filter" onSubmit={submit}>
            <Labelled label="State">
                {(id) => (
                    <select
                        id={id}
                        value={query.state ?? "open"}
                        onChange={(event) => show({ state: event.target.value })}
                    >
                        {states.map((state) => (
                            <option key={state}>{state}</option>
                        ))}
                    </select>
                )}
            </Labelled>
            <Labelled label="Event id" fault={isNoRange ? "An id, or two as in 17..20." : null}>
                {(id) => (
                    <input
                        id={id}
                        value={range}
                        placeholder="17..20"
                        onChange={(event) => setRange(event.target.value)}
                        onBlur={submit}
                        autoComplete="off"
                    />
                )}
            </Labelled>
            {query.reason !== undefined && (
                <p className="chip">
                    {query.reason}
                    <button
                        type="button"
                        className="plain"
                        aria-label="Show every reason"
                        onClick={() => show({ reason: undefined })}
                    >
                        ✕
                    </button>
                </p>
            )}
            <p className="filter-end muted">
                {loadedMs !== null && <span>as of {clockText(loadedMs)} UTC</span>}
                <button type="button" onClick={changed}>
                    Reload
                </button>
            </p>
        </form>
    );
}
