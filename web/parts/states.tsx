import type { ReactNode } from "react";
import type { ApiError } from "../api/client.ts";
import type { Resource } from "./resource.ts";
import { Glyph, type Tone } from "./glyph.tsx";

interface EmptyProps {
    readonly tone?: Tone;
    readonly title: string;
    // There is nothing else in the view, so this is its heading.
    readonly isWhole?: boolean;
    readonly children?: ReactNode;
}

export function Empty({ tone = "good", title, isWhole = false, children }: EmptyProps) {
    const Title = isWhole ? "h1" : "p";
    return (
        <div className="empty">
            <Glyph tone={tone} />
            <Title className="empty-title">{title}</Title>
            {children !== undefined && <p className="muted">{children}</p>}
        </div>
    );
}

export function Failure({ error, retry }: { readonly error: ApiError; readonly retry?: () => void }) {
    return (
        <div className="notice tone-error" role="alert">
            <Glyph tone="error" />
            <div>
                <ErrorWords error={error} />
            </div>
            {retry !== undefined && (
                <button type="button" onClick={retry}>
                    Try again
                </button>
            )}
        </div>
    );
}

export function ErrorWords({ error }: { readonly error: ApiError }) {
    return (
        <span>
            {error.detail === "" ? (
                `${error.title}.`
            ) : (
                <>
                    <strong>{error.title}.</strong> {error.detail}
                </>
            )}
        </span>
    );
}

export function Loading({ what }: { readonly what: string }) {
    return (
        <div className="loading" role="status">
            <span className="unseen">Loading {what}</span>
            <span className="bone" />
            <span className="bone" />
            <span className="bone" />
        </div>
    );
}

// What a view shows of a document: loading, why it could not be had, or the document, and above an old
// one why there is no newer.
export function Shown<T>({
    of,
    what,
    children,
}: {
    readonly of: Resource<T>;
    readonly what: string;
    readonly children: (value: T) => ReactNode;
}) {
    if (of.value === null) {
        if (of.error !== null) return <Failure error={of.error} retry={of.reload} />;
        return <Loading what={what} />;
    }
    return (
        <>
            {of.error !== null && <Failure error={of.error} retry={of.reload} />}
            {children(of.value)}
        </>
    );
}
