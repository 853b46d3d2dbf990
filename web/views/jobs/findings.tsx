import type { Difference, Verification } from "../../api/types.ts";
import { ParcelLink } from "../../parts/ids.tsx";
import { Empty } from "../../parts/states.tsx";
import { Table, type Column } from "../../parts/table.tsx";
import { counted, countText } from "../../text/numbers.ts";

const columns: readonly Column<Difference>[] = [
    { title: "Parcel", cell: ({ parcel_id }) => <ParcelLink id={parcel_id} /> },
    { title: "Column", cell: ({ column }) => <code>{column}</code> },
    { title: "In the table", kind: "wide", cell: ({ table }) => valueOf(table) },
    { title: "By the feed", kind: "wide", cell: ({ feed }) => valueOf(feed) },
];

function valueOf(text: string) {
    return text === "" ? <span className="muted">nothing</span> : <code>{text}</code>;
}

// What a verification has found.
export function Findings({ found, isOver }: { readonly found: Verification; readonly isOver: boolean }) {
    const { differences, differences_count: count, mended, not_mendable: left } = found;
    const mending = mended + left === 0 ? "" : `; ${counted(mended, "parcel")} mended, ${countText(left)} not mendable`;
    return (
        <section aria-labelledby="findings">
            <h2 id="findings">
                Differences{" "}
                <span className="muted">
                    {countText(count)} in {counted(found.events, "event")} compared{mending}
                </span>
            </h2>
            {count === 0 ? (
                <Empty
                    tone={isOver && found.error === null ? "good" : "quiet"}
                    title={isOver ? "The table is as the feed says" : "None so far"}
                />
            ) : (
                <>
                    <Table
                        caption="Differences between the table and the feed"
                        columns={columns}
                        rows={differences}
                        rowKey={({ parcel_id, column }) => `${parcel_id} ${column}`}
                    />
                    {count > differences.length && (
                        <p className="pager muted">
                            {countText(differences.length)} of {counted(count, "difference")}
                        </p>
                    )}
                </>
            )}
        </section>
    );
}
