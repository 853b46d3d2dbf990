import { useState } from "react";
import { Glyph } from "../parts/glyph.tsx";
import { Words } from "../parts/words.tsx";
import { linkTo } from "../route.ts";
import { useNow } from "../text/clock.ts";
import { clockText, durationText } from "../text/time.ts";
import { toneOfState } from "../views/state_words.ts";
import type { Live } from "../views/view.ts";

// The sentence on every view. Screen readers hear it when its state changes, not each second.
export function StatusBar({ live, isOverview }: { readonly live: Live; readonly isOverview: boolean }) {
    const { status, connection } = live;
    return (
        <div className="status-bar">
            {status !== null && !isOverview && (
                <a className={`status-link tone-${toneOfState[status.state]}`} href={linkTo("overview")}>
                    <Glyph tone={toneOfState[status.state]} />
                    <span>
                        <Words text={status.sentence} />
                    </span>
                </a>
            )}
            <Heard live={live} />
            {connection.state === "lost" && (
                <Lost sinceMs={connection.sinceMs} why={connection.why} hasStatus={status !== null} />
            )}
        </div>
    );
}

function Heard({ live }: { readonly live: Live }) {
    const { status } = live;
    // The sentence's figures change each second; what is worth interrupting for is another state.
    const [told, setTold] = useState<{ readonly state: string; readonly sentence: string } | null>(null);
    if (status !== null && told?.state !== status.state) setTold({ state: status.state, sentence: status.sentence });
    return (
        <p className="unseen" aria-live="polite">
            {told?.sentence.replaceAll("`", "") ?? ""}
        </p>
    );
}

function Lost({
    sinceMs,
    why,
    hasStatus,
}: {
    readonly sinceMs: number;
    readonly why: string;
    readonly hasStatus: boolean;
}) {
    const nowMs = useNow();
    return (
        <p className="lost tone-warning" role="status">
            <Glyph tone="warning" />
            <span>
                No connection since {clockText(sinceMs)} UTC (
                <span aria-hidden="true">{durationText(Math.max(0, nowMs - sinceMs))}</span>): {why}.{" "}
                {hasStatus ? "What you see is from before; trying again." : "Trying again."}
            </span>
        </p>
    );
}
