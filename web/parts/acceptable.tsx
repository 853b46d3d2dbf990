import { Glyph } from "./glyph.tsx";

// Whether today's rules would take a text.
export function Acceptable({ isAcceptable, reason }: { readonly isAcceptable: boolean; readonly reason: string }) {
    const tone = isAcceptable ? "good" : "warning";
    return (
        <p className={`acceptable tone-${tone}`}>
            <Glyph tone={tone} />
            <span>
                {isAcceptable ? "Today's rules would take it." : "Today's rules would refuse it again:"} {reason}
            </span>
        </p>
    );
}
