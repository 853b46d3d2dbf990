import type { Parcel, ParcelEvent } from "../../api/types.ts";
import { Raw } from "../../parts/copy.tsx";
import { EventId } from "../../parts/ids.tsx";
import { Empty } from "../../parts/states.tsx";
import { ExactTime } from "../../parts/when.tsx";
import { counted, listText } from "../../text/numbers.ts";
import { decidedWords } from "./decided.ts";

export function Timeline({ parcel }: { readonly parcel: Parcel }) {
    if (parcel.history === null || parcel.history === undefined) {
        return (
            <Empty tone="info" title="No timeline: this store keeps no history">
                With store.history = true every raw event is kept, and this page shows which one decided what.
            </Empty>
        );
    }
    if (parcel.history.length === 0) return <Empty tone="info" title="No event of this parcel is in the history" />;
    return (
        <section aria-labelledby="timeline">
            <h2 id="timeline">
                Timeline <span className="muted">{counted(parcel.history.length, "event")}, by event id</span>
            </h2>
            <ol className="timeline">
                {parcel.history.map((event) => (
                    <One key={event.event_id.toString()} event={event} />
                ))}
            </ol>
        </section>
    );
}

function One({ event }: { readonly event: ParcelEvent }) {
    const decided = decidedWords(event.decided);
    return (
        <li id={`event-${event.event_id}`} tabIndex={-1} className={decided.length > 0 ? "decides" : undefined}>
            <div className="timeline-head">
                <strong>{event.type}</strong>
                <ExactTime utc={event.created_date_time_utc} />
                <span className="muted">
                    event <EventId id={event.event_id} />
                </span>
                {event.status_code !== "" && <span className="muted">status {event.status_code}</span>}
                {event.run_id !== "" && <span className="muted">run {event.run_id}</span>}
            </div>
            {decided.length > 0 && <p className="decides-words">Decided {listText(decided)}.</p>}
            <details>
                <summary>Raw event</summary>
                <Raw text={event.body} what={`the raw text of event ${event.event_id}`} />
            </details>
        </li>
    );
}
