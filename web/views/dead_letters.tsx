import { drainDeadLetters, purgeDeadLetters, redriveDeadLetters } from "../actions/catalog.ts";
import { useActions } from "../actions/use_actions.tsx";
import type { DeadLetter, DeadLetters, DeadLetterWithBody } from "../api/types.ts";
import { Acceptable } from "../parts/acceptable.tsx";
import { Copy, Raw } from "../parts/copy.tsx";
import { OnlyShown } from "../parts/only_shown.tsx";
import { useResource } from "../parts/resource.ts";
import { Empty, Shown } from "../parts/states.tsx";
import { Pager, Table, type Column } from "../parts/table.tsx";
import { linkTo } from "../route.ts";
import { bytesText, counted, countText } from "../text/numbers.ts";
import type { ViewProps } from "./view.ts";

const columns: readonly Column<DeadLetter>[] = [
    {
        title: "Message",
        cell: ({ id }) => (
            <span className="id">
                <a href={linkTo("dead", id)}>{id}</a>
                <Copy text={id} what={`message id ${id}`} />
            </span>
        ),
    },
    { title: "Events", kind: "number", cell: ({ events }) => countText(events) },
    { title: "First event", kind: "wide", cell: firstWords },
    { title: "Received", kind: "number", cell: ({ receive_count }) => counted(receive_count, "time") },
    { title: "Size", kind: "number", cell: ({ bytes }) => bytesText(bytes) },
];

function firstWords({ first_event_id: first, malformed, fault }: DeadLetter): string {
    if (fault !== "") return `no page: ${fault}`;
    const words = first === null ? "no usable id" : `event ${first}`;
    return malformed === 0 ? words : `${words}, ${countText(malformed)} malformed`;
}

export function DeadLettersView(props: ViewProps) {
    return props.route.item === null ? <List {...props} /> : <One {...props} />;
}

// Whoever looks at them hides them from the others for that while.
const hiddenMs = 2_000;

function areAllHidden({ dead_letters, count }: DeadLetters): boolean {
    return dead_letters.length === 0 && count > 0;
}

function List({ api, route, session }: ViewProps) {
    const after = route.query.after;
    const list = useResource(
        `dead ${after ?? ""}`,
        (signal) => api.get<DeadLetters>("/dead-letters", { limit: "50", page_token: after }, signal),
        (last) => (last !== null && areAllHidden(last) ? hiddenMs : undefined),
    );
    const actions = useActions(api, list.reload);
    const hasSome = list.value !== null && list.value.count > 0;
    return (
        <div className="stack">
            <header className="view-head">
                <h1>Dead letters</h1>
                {session.may === "read" && hasSome && <OnlyShown session={session} />}
                {session.may === "act" && hasSome && (
                    <div className="buttons">
                        <button type="button" className="primary" onClick={() => actions.open(redriveDeadLetters())}>
                            Redrive…
                        </button>
                        <button type="button" onClick={() => actions.open(drainDeadLetters())}>
                            Drain…
                        </button>
                        <button type="button" onClick={() => actions.open(purgeDeadLetters(list.value?.count ?? 0))}>
                            Purge…
                        </button>
                    </div>
                )}
            </header>
            <p className="muted lead">
                Messages that were received too often without being acknowledged. Their events are not in the table.
            </p>
            <Shown of={list} what="dead letters">
                {({ dead_letters, count, page_token }) =>
                    dead_letters.length === 0 && count > 0 ? (
                        <Empty tone="info" title={`${counted(count, "dead letter")}, which somebody looks at just now`}>
                            A look hides them from the others for its duration. The page asks again by itself.
                        </Empty>
                    ) : dead_letters.length === 0 ? (
                        <Empty title="No dead letters">Every message was applied or is still being tried.</Empty>
                    ) : (
                        <>
                            <Table
                                caption="Dead letters"
                                columns={columns}
                                rows={dead_letters}
                                rowKey={({ id }) => id}
                            />
                            <Pager
                                isFirst={after === undefined}
                                firstLink={linkTo("dead")}
                                nextLink={page_token === null ? null : linkTo("dead", null, { after: page_token })}
                                shown={
                                    dead_letters.length === count
                                        ? counted(count, "dead letter")
                                        : `${countText(dead_letters.length)} of ${counted(count, "dead letter")}`
                                }
                            />
                        </>
                    )
                }
            </Shown>
            {actions.dialog}
        </div>
    );
}

function One({ api, route }: ViewProps) {
    const id = route.item ?? "";
    const letter = useResource(`dead ${id}`, (signal) =>
        api.get<DeadLetterWithBody>(`/dead-letters/${encodeURIComponent(id)}`, {}, signal),
    );
    return (
        <div className="stack">
            <p>
                <a href={linkTo("dead")}>← Dead letters</a>
            </p>
            <h1>
                Dead letter {id} <Copy text={id} what={`message id ${id}`} />
            </h1>
            <Shown of={letter} what={`dead letter ${id}`}>
                {(value) => (
                    <>
                        <section className="card" aria-label="The message">
                            <p className="why">
                                {counted(value.events, "event")}, received {counted(value.receive_count, "time")}
                            </p>
                            <Acceptable isAcceptable={value.acceptable_now} reason={value.acceptable_reason} />
                            <dl className="row">
                                <div>
                                    <dt>First event</dt>
                                    <dd>{firstWords(value)}</dd>
                                </div>
                                <div>
                                    <dt>Size</dt>
                                    <dd>{bytesText(value.bytes)}</dd>
                                </div>
                            </dl>
                        </section>
                        <section aria-labelledby="message">
                            <h2 id="message">The text as it was sent</h2>
                            <Raw text={value.body} what="the message" />
                        </section>
                    </>
                )}
            </Shown>
        </div>
    );
}
