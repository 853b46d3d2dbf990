import type { ReactNode } from "react";
import type { Status } from "../../api/types.ts";
import { When } from "../../parts/when.tsx";
import { linkTo } from "../../route.ts";
import { countText, rateText } from "../../text/numbers.ts";
import { secondsText } from "../../text/time.ts";

// The store counts no further.
const rowsCountedMax = 1_000_000;

// Every figure leads to where it comes from.
export function Figures({ status }: { readonly status: Status }) {
    const { cursor, queue } = status;
    const count = (rows: number | undefined) =>
        rows === undefined ? "unknown" : rows > rowsCountedMax ? `${countText(rowsCountedMax)}+` : countText(rows);
    // The figure counts those that were acknowledged, too.
    const hasOpenGap = status.conditions.some(({ id }) => id === "feed-gap");
    return (
        <section aria-label="Figures">
            <dl className="figures">
                <Figure name="Lag" link="#lag">
                    {status.lag_seconds === null ? "unknown" : secondsText(status.lag_seconds)}
                </Figure>
                <Figure name="Events a second" link="#throughput">
                    {rateText(status.rates.events_per_second)}
                </Figure>
                <Figure name="In the queue" link="#pipeline">
                    {queue === undefined ? "unknown" : countText(queue.visible + queue.in_flight)}
                </Figure>
                <Figure name="Cursor" link="#pipeline" note={<When utc={cursor?.moved_at_utc} />}>
                    {cursor === undefined ? "unknown" : cursor === null ? "none" : countText(cursor.last_event_id)}
                </Figure>
                <Figure name="Parcels" link={linkTo("parcel")}>
                    {count(status.parcels)}
                </Figure>
                <Figure name="Failed events" link={linkTo("failed")} isBad={(status.failed_events_open ?? 0) > 0}>
                    {count(status.failed_events_open)}
                </Figure>
                <Figure name="Dead letters" link={linkTo("dead")} isBad={(queue?.dead_letters ?? 0) > 0}>
                    {queue === undefined ? "unknown" : countText(queue.dead_letters)}
                </Figure>
                <Figure name="Gaps" link={linkTo("gaps")} isBad={hasOpenGap}>
                    {count(status.feed_gaps)}
                </Figure>
            </dl>
        </section>
    );
}

interface FigureProps {
    readonly name: string;
    readonly link: string;
    readonly note?: ReactNode;
    readonly isBad?: boolean;
    readonly children: string;
}

function Figure({ name, link, note, isBad = false, children }: FigureProps) {
    const inPage = link.startsWith("#/") ? null : link.slice(1);
    return (
        <div className="figure">
            <dt>{name}</dt>
            <dd>
                {inPage === null ? (
                    <a href={link} className={isBad ? "bad" : undefined}>
                        {children}
                    </a>
                ) : (
                    <button
                        type="button"
                        className="link"
                        onClick={() => document.getElementById(inPage)?.scrollIntoView({ block: "center" })}
                    >
                        {children}
                    </button>
                )}
                {note !== undefined && <span className="figure-note muted">{note}</span>}
            </dd>
        </div>
    );
}
