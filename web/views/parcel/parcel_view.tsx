import { useEffect, useState, type FormEvent } from "react";
import { Failure, Empty, Loading } from "../../parts/states.tsx";
import { useResource } from "../../parts/resource.ts";
import type { Parcel } from "../../api/types.ts";
import { go, linkTo } from "../../route.ts";
import { idOf } from "../../text/numbers.ts";
import type { ViewProps } from "../view.ts";
import { ParcelRowCard } from "./parcel_row.tsx";
import { ParcelsList } from "./parcels_list.tsx";
import { Timeline } from "./timeline.tsx";

export function ParcelView({ api, route }: ViewProps) {
    const id = route.item === null ? null : idOf(route.item);
    const isNoId = route.item !== null && id === null;
    const parcel = useResource(id === null ? null : `parcel ${id}`, (signal) =>
        api.get<Parcel>(`/parcels/${String(id)}`, { history: "true" }, signal),
    );
    return (
        <div className="stack">
            <h1>Find a parcel</h1>
            <ParcelForm shown={route.item ?? ""} />
            {isNoId && (
                <Empty tone="warning" title={`“${route.item}” is no parcel id`}>
                    A parcel id is a whole number from 1 to 9,223,372,036,854,775,807.
                </Empty>
            )}
            {id !== null && parcel.error?.status === 404 && (
                <Empty tone="info" title={`No scan of parcel ${id} has been applied`}>
                    It may not have been scanned yet, or its scan waits in the queue. The overview says how far the
                    table is.
                </Empty>
            )}
            {id !== null && parcel.error !== null && parcel.error.status !== 404 && (
                <Failure error={parcel.error} retry={parcel.reload} />
            )}
            {id !== null && parcel.value === null && parcel.error === null && <Loading what={`parcel ${id}`} />}
            {parcel.value !== null && (
                <>
                    <ParcelRowCard parcel={parcel.value} />
                    <Timeline parcel={parcel.value} />
                </>
            )}
            {route.item === null && <ParcelsList api={api} query={route.query} />}
        </div>
    );
}

function ParcelForm({ shown }: { readonly shown: string }) {
    const [text, setText] = useState(shown);
    useEffect(() => setText(shown), [shown]);
    const submit = (event: FormEvent) => {
        event.preventDefault();
        if (text.trim() !== "") go(linkTo("parcel", idOf(text) ?? text.trim()));
    };
    return (
        <form className="find" role="search" onSubmit={submit}>
            <label htmlFor="parcel-id">Parcel id</label>
            <input
                id="parcel-id"
                inputMode="numeric"
                value={text}
                onChange={(event) => setText(event.target.value)}
                autoComplete="off"
                spellCheck={false}
            />
            <button type="submit" className="primary">
                Find
            </button>
        </form>
    );
}
