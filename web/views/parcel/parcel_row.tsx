import type { ReactNode } from "react";
import type { Id, Parcel } from "../../api/types.ts";
import { Copy } from "../../parts/copy.tsx";
import { Badge } from "../../parts/glyph.tsx";
import { ExactTime } from "../../parts/when.tsx";

// The table's row, each column with the event that decided it.
export function ParcelRowCard({ parcel }: { readonly parcel: Parcel }) {
    const state =
        parcel.delivered_at_utc !== null
            ? "Delivered"
            : parcel.picked_up_at_utc !== null
              ? "Under way"
              : "Not picked up";
    const decider = (column: string) =>
        parcel.history?.find(({ decided }) => decided.includes(column))?.event_id ?? null;
    return (
        <section className="card" aria-labelledby="parcel-row">
            <header className="card-head">
                <h2 id="parcel-row">
                    Parcel {parcel.parcel_id.toString()}{" "}
                    <Copy text={parcel.parcel_id.toString()} what="the parcel id" />
                </h2>
                <Badge tone={parcel.delivered_at_utc !== null ? "good" : "info"}>{state}</Badge>
            </header>
            <dl className="row">
                <Cell name="Picked up" by={decider("picked_up")}>
                    <ExactTime utc={parcel.picked_up_at_utc} />
                </Cell>
                <Cell name="Delivered" by={decider("delivered")}>
                    <ExactTime utc={parcel.delivered_at_utc} />
                </Cell>
                <Cell name="Latest scan" by={parcel.latest_event_id}>
                    <strong className="row-line">{parcel.latest_type}</strong>{" "}
                    <ExactTime utc={parcel.latest_created_date_time_utc} />
                </Cell>
                <Cell name="Status code" by={parcel.latest_event_id}>
                    {parcel.latest_status_code === "" ? <span className="muted">none</span> : parcel.latest_status_code}
                </Cell>
                <Cell name="Run" by={parcel.latest_event_id}>
                    {parcel.latest_run_id === "" ? <span className="muted">none</span> : parcel.latest_run_id}
                </Cell>
            </dl>
        </section>
    );
}

function Cell({ name, by, children }: { readonly name: string; readonly by: Id | null; readonly children: ReactNode }) {
    return (
        <div>
            <dt>{name}</dt>
            <dd>
                {children}
                {by !== null && (
                    <button type="button" className="link decided" onClick={() => show(by)}>
                        event {by.toString()}
                    </button>
                )}
            </dd>
        </div>
    );
}

// Leads to the event in the timeline below, if it is there.
function show(id: Id): void {
    const event = document.getElementById(`event-${id}`);
    event?.scrollIntoView({ block: "center" });
    event?.focus();
}
