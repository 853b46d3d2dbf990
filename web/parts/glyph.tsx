import type { ReactNode } from "react";

// Signs that differ in shape, so that colour is never the only one.

export type Tone = "good" | "info" | "warning" | "error" | "quiet";

const shapes: Record<Tone, ReactNode> = {
    good: (
        <>
            <circle cx="8" cy="8" r="7" />
            <path className="glyph-mark" d="M4.8 8.2l2.2 2.2 4.2-4.6" />
        </>
    ),
    info: (
        <>
            <circle cx="8" cy="8" r="7" />
            <path className="glyph-mark" d="M8 7.2v4.2M8 4.4v.4" />
        </>
    ),
    warning: (
        <>
            <path d="M8 1.2L15.4 14.4H.6z" />
            <path className="glyph-mark" d="M8 6v4M8 12v.4" />
        </>
    ),
    error: (
        <>
            <path d="M5 .9h6L15.1 5v6L11 15.1H5L.9 11V5z" />
            <path className="glyph-mark" d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2" />
        </>
    ),
    quiet: <circle className="glyph-ring" cx="8" cy="8" r="5.5" />,
};

export function Glyph({ tone }: { readonly tone: Tone }) {
    return (
        <svg
            className={`glyph tone-${tone}`}
            viewBox="0 0 16 16"
            width="16"
            height="16"
            aria-hidden="true"
            focusable="false"
        >
            {shapes[tone]}
        </svg>
    );
}

export function Badge({ tone, children }: { readonly tone: Tone; readonly children: string }) {
    return (
        <span className={`badge tone-${tone}`}>
            <Glyph tone={tone} />
            {children}
        </span>
    );
}
