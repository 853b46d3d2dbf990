import type { Id } from "../api/types.ts";
import { linkTo } from "../route.ts";
import { Copy } from "./copy.tsx";

export function ParcelLink({ id }: { readonly id: Id | null }) {
    if (id === null) return <span className="muted">none</span>;
    return (
        <span className="id">
            <a href={linkTo("parcel", id)}>{id.toString()}</a>
            <Copy text={id.toString()} what={`parcel id ${id}`} />
        </span>
    );
}

export function EventId({ id }: { readonly id: Id | null }) {
    if (id === null) return <span className="muted">none</span>;
    return (
        <span className="id">
            {id.toString()}
            <Copy text={id.toString()} what={`event id ${id}`} />
        </span>
    );
}
