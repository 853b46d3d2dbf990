import { discardFailed, editFailed, retryFailed } from "../../actions/catalog.ts";
import { useActions } from "../../actions/use_actions.tsx";
import type { FailedEventWithBody } from "../../api/types.ts";
import { Acceptable } from "../../parts/acceptable.tsx";
import { Raw } from "../../parts/copy.tsx";
import { Badge } from "../../parts/glyph.tsx";
import { EventId, ParcelLink } from "../../parts/ids.tsx";
import { OnlyShown } from "../../parts/only_shown.tsx";
import { useResource } from "../../parts/resource.ts";
import { Empty, Failure, Loading } from "../../parts/states.tsx";
import { When } from "../../parts/when.tsx";
import { linkTo } from "../../route.ts";
import { counted, idOf } from "../../text/numbers.ts";
import type { ViewProps } from "../view.ts";
import { toneOfFailedState } from "./failed_table.tsx";

export function FailedEventView({ api, route, session }: ViewProps) {
    const id = idOf(route.item ?? "");
    const resource = useResource(id === null ? null : `failed ${id}`, (signal) =>
        api.get<FailedEventWithBody>(`/failed-events/${id ?? ""}`, {}, signal),
    );
    const actions = useActions(api, resource.reload);
    const event = resource.value;
    if (id === null || resource.error?.status === 404) {
        return (
            <Empty tone="info" isWhole title={`There is no failed event ${route.item ?? ""}`}>
                It was resolved long ago, or never was. <a href={linkTo("failed")}>All failed events</a>
            </Empty>
        );
    }
    if (event === null)
        return resource.error === null ? (
            <Loading what={`failed event ${id}`} />
        ) : (
            <Failure error={resource.error} retry={resource.reload} />
        );
    const isOpen = event.state === "open";
    return (
        <div className="stack">
            <p>
                <a href={linkTo("failed")}>← Failed events</a>
            </p>
            <header className="view-head">
                <h1>
                    Failed event {event.id.toString()}{" "}
                    <Badge tone={toneOfFailedState[event.state]}>{event.state}</Badge>
                </h1>
                {isOpen && session.may === "read" && <OnlyShown session={session} />}
                {isOpen && session.may === "act" && (
                    <div className="buttons">
                        <button
                            type="button"
                            className={event.acceptable_now ? "primary" : undefined}
                            onClick={() => actions.open(retryFailed({ ids: [event.id] }))}
                        >
                            Retry…
                        </button>
                        <button type="button" onClick={() => actions.open(editFailed(event.id, event.body))}>
                            Edit…
                        </button>
                        <button type="button" onClick={() => actions.open(discardFailed({ ids: [event.id] }))}>
                            Discard…
                        </button>
                    </div>
                )}
            </header>
            {resource.error !== null && <Failure error={resource.error} retry={resource.reload} />}
            <section className="card" aria-label="Why it failed">
                <p className="why">
                    <strong>{event.reason}</strong>
                    {event.detail !== "" && <span>: {event.detail}</span>}
                </p>
                <Acceptable isAcceptable={event.acceptable_now} reason={event.acceptable_reason} />
                <dl className="row">
                    <div>
                        <dt>Event</dt>
                        <dd>
                            <EventId id={event.event_id} />
                        </dd>
                    </div>
                    <div>
                        <dt>Parcel</dt>
                        <dd>
                            <ParcelLink id={event.parcel_id} />
                        </dd>
                    </div>
                    <div>
                        <dt>Failed</dt>
                        <dd>{counted(event.occurrences, "time")}</dd>
                    </div>
                    <div>
                        <dt>First</dt>
                        <dd>
                            <When utc={event.failed_at_utc} />
                        </dd>
                    </div>
                    <div>
                        <dt>Last</dt>
                        <dd>
                            <When utc={event.last_failed_at_utc} />
                        </dd>
                    </div>
                </dl>
            </section>
            <section aria-labelledby="text">
                <h2 id="text">The text as it came</h2>
                <Raw text={event.body} what="the raw text" />
            </section>
            {event.edited_body !== null && (
                <section aria-labelledby="edited">
                    <h2 id="edited">The text that was sent in its place</h2>
                    <Raw text={event.edited_body} what="the edited text" />
                </section>
            )}
            {actions.dialog}
        </div>
    );
}
