import { useEffect, useId, useRef, useState, type FormEvent } from "react";
import { ApiError, type Api } from "../api/client.ts";
import { writeJson } from "../api/json.ts";
import type { Id } from "../api/types.ts";
import { Copy } from "../parts/copy.tsx";
import { Glyph } from "../parts/glyph.tsx";
import { Labelled } from "../parts/labelled.tsx";
import { ErrorWords, Failure } from "../parts/states.tsx";
import { counted, countText } from "../text/numbers.ts";
import {
    boundBody,
    boundOf,
    commandOf,
    faultOf,
    initialValues,
    requestBody,
    type Action,
    type Values,
} from "./action.ts";
import { AuditLine } from "./audit_line.tsx";
import { JobLine } from "./job_line.tsx";
import type { Bound, Outcome } from "./outcome.ts";
import { FieldInput } from "./field_input.tsx";
import { useDryRun } from "./dry_run.ts";

interface DialogProps {
    readonly api: Api;
    readonly action: Action;
    // `changed`: something was done, so what is behind the dialog is old.
    readonly close: (changed: boolean) => void;
}

// One dialog for every action: what it would do, why, how many, and then what it did.
export function ActionDialog({ api, action, close }: DialogProps) {
    const frame = useRef<HTMLDialogElement>(null);
    const [values, setValues] = useState<Values>(() => initialValues(action));
    const [reason, setReason] = useState("");
    const [typed, setTyped] = useState("");
    const [result, setResult] = useState<Outcome | null>(null);
    const [error, setError] = useState<ApiError | null>(null);
    const [busy, setBusy] = useState(false);
    const title = useId();
    useEffect(() => {
        frame.current?.showModal();
        // Not the button that closes it, which comes first.
        frame.current?.querySelector<HTMLElement>("form input, form select, form textarea")?.focus();
    }, []);

    const faults = action.fields.map((field) => faultOf(field, values[field.name] ?? ""));
    const isComplete = faults.every((fault) => fault === null);
    const dryRun = useDryRun(api, action, isComplete ? values : null);
    const count = dryRun.result?.count ?? null;
    const isConfirmed = !action.isGrave || (count !== null && typed.replace(/[\s,]/g, "") === count.toString());
    const bound = boundOf(action, dryRun.result);
    const hasWork = dryRun.result !== null && dryRun.result.count !== 0 && !dryRun.loading;
    const ready = isComplete && reason.trim() !== "" && isConfirmed && hasWork && !busy;

    const submit = (event: FormEvent) => {
        event.preventDefault();
        if (!ready) return;
        setBusy(true);
        setError(null);
        const body = requestBody(action, values, { ...boundBody(bound), reason: reason.trim() });
        api.act(action.method, action.path, body)
            .then((document) => setResult(action.outcomeOf(document, values)))
            .catch((problem: unknown) =>
                setError(
                    problem instanceof ApiError
                        ? problem
                        : new ApiError(0, "The answer could not be read", String(problem)),
                ),
            )
            .finally(() => setBusy(false));
    };

    return (
        <dialog ref={frame} className="action" aria-labelledby={title} onClose={() => close(result !== null)}>
            <header>
                <h2 id={title}>{action.title}</h2>
                <button
                    type="button"
                    className="plain"
                    onClick={() => frame.current?.close()}
                    aria-label="Close"
                    data-hint="Close (Esc)"
                >
                    ✕
                </button>
            </header>
            {result !== null ? (
                <Result api={api} result={result} reason={reason.trim()} close={() => frame.current?.close()} />
            ) : (
                <form onSubmit={submit}>
                    <p>{action.explains}</p>
                    {action.fields.map((field, index) => (
                        <FieldInput
                            key={field.name}
                            field={field}
                            value={values[field.name] ?? ""}
                            fault={faults[index] ?? null}
                            change={(value) => setValues((last) => ({ ...last, [field.name]: value }))}
                        />
                    ))}
                    <Forecast dryRun={dryRun} isComplete={isComplete} />
                    <Labelled label="Reason" hint={action.reasonHint}>
                        {(id, about) => (
                            <input
                                id={id}
                                aria-describedby={about}
                                value={reason}
                                onChange={(event) => setReason(event.target.value)}
                                required
                                maxLength={500}
                                autoComplete="off"
                            />
                        )}
                    </Labelled>
                    {action.isGrave && count !== null && count > 0 && (
                        <Labelled label={`Type ${countText(count)} to confirm`} hint="This cannot be taken back.">
                            {(id, about) => (
                                <input
                                    id={id}
                                    aria-describedby={about}
                                    value={typed}
                                    onChange={(event) => setTyped(event.target.value)}
                                    inputMode="numeric"
                                    autoComplete="off"
                                />
                            )}
                        </Labelled>
                    )}
                    <SameBy action={action} values={values} reason={reason} bound={bound} />
                    {error !== null && <Failure error={error} />}
                    <footer>
                        <button type="button" onClick={() => frame.current?.close()}>
                            Cancel
                        </button>
                        <button type="submit" className={action.isGrave ? "grave" : "primary"} disabled={!ready}>
                            {busy ? "Working…" : buttonText(action, count)}
                        </button>
                    </footer>
                </form>
            )}
        </dialog>
    );
}

function buttonText(action: Action, count: Id | null): string {
    if (action.unit === null || count === null) return action.verb;
    return `${action.verb} ${counted(count, ...action.unit)}`;
}

function Forecast({
    dryRun,
    isComplete,
}: {
    readonly dryRun: ReturnType<typeof useDryRun>;
    readonly isComplete: boolean;
}) {
    const tone = isComplete && dryRun.error !== null ? "error" : "info";
    return (
        <div className={`forecast tone-${tone}`} aria-live="polite" aria-busy={dryRun.loading}>
            <span className="forecast-title">Dry run</span>
            {!isComplete ? (
                <p className="muted">Fill in the form to see what would happen.</p>
            ) : dryRun.error !== null ? (
                <p>
                    <Glyph tone="error" /> <ErrorWords error={dryRun.error} />
                </p>
            ) : dryRun.result === null ? (
                <p className="muted">Looking…</p>
            ) : (
                <p>{dryRun.result.sentence}</p>
            )}
            {dryRun.result !== null && <Items of={dryRun.result} />}
        </div>
    );
}

const itemsShown = 20;

function Items({ of }: { readonly of: Outcome }) {
    const left = of.items.length - itemsShown + of.itemsLeftOut;
    return (
        <>
            {of.error !== null && (
                <Failure error={new ApiError(0, "It ended early, and the rest is as it was", of.error)} />
            )}
            {of.items.length > 0 && (
                // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
                <ul className="items" tabIndex={0} aria-label="One by one">
                    {of.items.slice(0, itemsShown).map(({ id, word, detail }) => (
                        <li key={id}>
                            <code>{id}</code> {word}
                            {detail !== "" && <span className="muted">: {detail}</span>}
                        </li>
                    ))}
                    {left > 0 && <li className="muted">and {countText(left)} more</li>}
                </ul>
            )}
        </>
    );
}

interface ResultProps {
    readonly api: Api;
    readonly result: Outcome;
    readonly reason: string;
    readonly close: () => void;
}

// What was done, how its job goes on, and its line in the audit.
function Result({ api, result, reason, close }: ResultProps) {
    const done = useRef<HTMLButtonElement>(null);
    useEffect(() => done.current?.focus(), []);
    return (
        <div className="outcome">
            <p role="status">
                <Glyph tone={result.error === null ? "good" : "warning"} /> {result.sentence}
            </p>
            {result.jobId !== null && <JobLine api={api} id={result.jobId} />}
            <Items of={result} />
            <AuditLine api={api} reason={reason} />
            <footer>
                <button type="button" className="primary" ref={done} onClick={close}>
                    Done
                </button>
            </footer>
        </div>
    );
}

function SameBy({
    action,
    values,
    reason,
    bound,
}: {
    readonly action: Action;
    readonly values: Values;
    readonly reason: string;
    readonly bound: Bound | null;
}) {
    const command = commandOf(action, values, reason, bound);
    const body = requestBody(action, values, { ...boundBody(bound), reason: reason === "" ? "…" : reason });
    const call = `${action.method} /api/v1${action.path}\nContent-Type: application/json\n\n${writeJson(body, "  ")}`;
    return (
        <details className="same">
            <summary>The same by command or API</summary>
            <div className="raw">
                <pre>{command}</pre>
                <Copy text={command} what="the command" />
            </div>
            <div className="raw">
                <pre>{call}</pre>
                <Copy text={call} what="the API call" />
            </div>
        </details>
    );
}
