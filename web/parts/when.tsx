import type { Utc } from "../api/types.ts";
import { useNow } from "../text/clock.ts";
import { clockText, exactText, msOf, relativeText } from "../text/time.ts";

// A time as its age, with the exact UTC on hover, on focus, and for screen readers.
export function When({ utc, never = "never" }: { readonly utc: Utc | null | undefined; readonly never?: string }) {
    const nowMs = useNow();
    if (utc === null || utc === undefined || utc === "") return <span className="muted">{never}</span>;
    const thenMs = msOf(utc);
    const exact = exactText(utc);
    return (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the exact time shows on focus
        <time className="when" dateTime={utc} data-hint={exact} tabIndex={0}>
            {Number.isNaN(thenMs) ? utc : relativeText(thenMs, nowMs)}
            <span className="unseen">, {exact}</span>
        </time>
    );
}

// A time of today by its clock, which does not read oddly when it is now.
export function AtTime({ utc }: { readonly utc: Utc }) {
    const ms = msOf(utc);
    return (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the exact time shows on focus
        <time className="when" dateTime={utc} data-hint={exactText(utc)} tabIndex={0}>
            {Number.isNaN(ms) ? utc : `${clockText(ms)} UTC`}
        </time>
    );
}

// A time by its digits: where it is compared with others, its age would only be in the way.
export function ExactTime({ utc, never = "not yet" }: { readonly utc: Utc | null; readonly never?: string }) {
    const nowMs = useNow();
    if (utc === null) return <span className="muted">{never}</span>;
    return (
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the age shows on focus
        <time className="when exact" dateTime={utc} data-hint={relativeText(msOf(utc), nowMs)} tabIndex={0}>
            {exactText(utc)}
        </time>
    );
}
