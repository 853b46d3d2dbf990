import { useState, type FormEvent } from "react";
import type { Api } from "../../api/client.ts";
import type { ParcelRow, Parcels } from "../../api/types.ts";
import { ParcelLink } from "../../parts/ids.tsx";
import { Labelled } from "../../parts/labelled.tsx";
import { useResource } from "../../parts/resource.ts";
import { Empty, Shown } from "../../parts/states.tsx";
import { Pager, Table, type Column } from "../../parts/table.tsx";
import { When } from "../../parts/when.tsx";
import { go, linkTo } from "../../route.ts";
import { counted } from "../../text/numbers.ts";

const columns: readonly Column<ParcelRow>[] = [
    { title: "Parcel", cell: (row) => <ParcelLink id={row.parcel_id} /> },
    { title: "Latest scan", cell: (row) => row.latest_type },
    { title: "Scanned", cell: (row) => <When utc={row.latest_created_date_time_utc} /> },
    { title: "Picked up", cell: (row) => <When utc={row.picked_up_at_utc} never="not yet" /> },
    { title: "Delivered", cell: (row) => <When utc={row.delivered_at_utc} never="not yet" /> },
];

interface ParcelsListProps {
    readonly api: Api;
    readonly query: Readonly<Record<string, string>>;
}

// Parcels that nobody has an id of: picked up long ago and not delivered, or not seen for long.
export function ParcelsList({ api, query }: ParcelsListProps) {
    const asked = {
        not_delivered_since: query.not_delivered_since,
        not_seen_since: query.not_seen_since,
        type: query.type,
    };
    const isAsked = Object.values(asked).some((value) => value !== undefined && value !== "");
    const key = isAsked ? JSON.stringify({ ...asked, after: query.after }) : null;
    const parcels = useResource(key, (signal) =>
        api.get<Parcels>("/parcels", { ...asked, limit: "50", page_token: query.after }, signal),
    );
    return (
        <section aria-labelledby="parcels">
            <h2 id="parcels">Or look for those that linger</h2>
            <Filter asked={asked} />
            {isAsked && (
                <Shown of={parcels} what="parcels">
                    {({ parcels: rows, page_token }) => (
                        <>
                            {rows.length === 0 ? (
                                <Empty title={page_token === null ? "There is none" : "None on this page"} />
                            ) : (
                                <Table
                                    caption="Parcels"
                                    columns={columns}
                                    rows={rows}
                                    rowKey={(row) => row.parcel_id.toString()}
                                />
                            )}
                            <Pager
                                isFirst={query.after === undefined}
                                firstLink={linkTo("parcel", null, asked)}
                                nextLink={
                                    page_token === null ? null : linkTo("parcel", null, { ...asked, after: page_token })
                                }
                                shown={counted(rows.length, "parcel")}
                            />
                        </>
                    )}
                </Shown>
            )}
        </section>
    );
}

function Filter({ asked }: { readonly asked: Readonly<Record<string, string | undefined>> }) {
    const [delivered, setDelivered] = useState(asked.not_delivered_since ?? "");
    const [seen, setSeen] = useState(asked.not_seen_since ?? "");
    const [type, setType] = useState(asked.type ?? "");
    const submit = (event: FormEvent) => {
        event.preventDefault();
        go(
            linkTo("parcel", null, {
                not_delivered_since: delivered.trim(),
                not_seen_since: seen.trim(),
                type: type.trim(),
            }),
        );
    };
    return (
        <form className="filter" onSubmit={submit}>
            <Labelled label="Picked up, not delivered for" hint="3d, 12h, …">
                {(id) => (
                    <input
                        id={id}
                        value={delivered}
                        onChange={(event) => setDelivered(event.target.value)}
                        autoComplete="off"
                    />
                )}
            </Labelled>
            <Labelled label="Not scanned for" hint="3d, 12h, …">
                {(id) => (
                    <input id={id} value={seen} onChange={(event) => setSeen(event.target.value)} autoComplete="off" />
                )}
            </Labelled>
            <Labelled label="Type of the latest scan" hint="PICKUP, STATUS, …">
                {(id) => (
                    <input id={id} value={type} onChange={(event) => setType(event.target.value)} autoComplete="off" />
                )}
            </Labelled>
            <button type="submit">List</button>
        </form>
    );
}
