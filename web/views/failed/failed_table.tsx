import type { FailedEvent, FailedState, Id } from "../../api/types.ts";
import { Badge, type Tone } from "../../parts/glyph.tsx";
import { EventId, ParcelLink } from "../../parts/ids.tsx";
import { Table, type Column } from "../../parts/table.tsx";
import { When } from "../../parts/when.tsx";
import { linkTo } from "../../route.ts";
import { countText } from "../../text/numbers.ts";

export const toneOfFailedState: Record<FailedState, Tone> = {
    open: "warning",
    retried: "info",
    resolved: "good",
    discarded: "quiet",
};

interface FailedTableProps {
    readonly rows: readonly FailedEvent[];
    // null: nothing can be chosen.
    readonly chosen: readonly Id[] | null;
    readonly choose: (ids: readonly Id[]) => void;
}

export function FailedTable({ rows, chosen, choose }: FailedTableProps) {
    const columns: Column<FailedEvent>[] = [
        { title: "Failed event", cell: ({ id }) => <a href={linkTo("failed", id)}>{id.toString()}</a> },
        { title: "State", cell: ({ state }) => <Badge tone={toneOfFailedState[state]}>{state}</Badge> },
        {
            title: "Why",
            kind: "wide",
            cell: ({ reason, detail }) => (
                <>
                    {reason}
                    <span className="detail muted">{detail}</span>
                </>
            ),
        },
        { title: "Event", cell: ({ event_id }) => <EventId id={event_id} /> },
        { title: "Parcel", cell: ({ parcel_id }) => <ParcelLink id={parcel_id} /> },
        { title: "Times", kind: "number", cell: ({ occurrences }) => countText(occurrences) },
        { title: "Last", cell: ({ last_failed_at_utc }) => <When utc={last_failed_at_utc} /> },
    ];
    if (chosen !== null) {
        const toggle = (id: Id) =>
            choose(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
        columns.unshift({
            title: "Select",
            kind: "control",
            unseenTitle: true,
            cell: ({ id, state }) =>
                state === "open" ? (
                    <input
                        type="checkbox"
                        checked={chosen.includes(id)}
                        onChange={() => toggle(id)}
                        aria-label={`Select failed event ${id}`}
                    />
                ) : null,
        });
    }
    const open = rows.filter(({ state }) => state === "open");
    return (
        <div>
            {chosen !== null && open.length > 0 && (
                <label className="choose-all">
                    <input
                        type="checkbox"
                        checked={open.every(({ id }) => chosen.includes(id))}
                        onChange={(event) => choose(event.target.checked ? open.map(({ id }) => id) : [])}
                    />
                    Select the {countText(open.length)} open ones on this page
                </label>
            )}
            <Table
                caption="Failed events"
                columns={columns}
                rows={rows}
                rowKey={({ id }) => id.toString()}
                isChosen={({ id }) => chosen?.includes(id) === true}
            />
        </div>
    );
}
