import type { Job } from "../api/types.ts";
import { countText } from "../text/numbers.ts";
import type { Tone } from "./glyph.tsx";

export const jobTones: Record<Job["state"], Tone> = {
    waiting: "quiet",
    running: "info",
    paused: "warning",
    done: "good",
    failed: "error",
    cancelled: "quiet",
};

const stateWords: Record<Job["state"], string> = {
    waiting: "It waits for a worker that polls.",
    running: "A worker is at it.",
    paused: "It is held until somebody lets it go on.",
    done: "It is done.",
    failed: "It ended before its work was done.",
    cancelled: "It was cancelled.",
};

export function wordsOfJob({ state, result }: Job): string {
    return result === "" ? stateWords[state] : result;
}

export function isOver({ state }: Job): boolean {
    return state === "done" || state === "failed" || state === "cancelled";
}

// "84,374 to 85,573"; null: it has no range.
export function rangeOfJob({ arguments: { from, to } }: Job): string | null {
    if (from === undefined || to === undefined) return null;
    return `${countText(from)} to ${countText(to)}`;
}

export function JobProgress({ job }: { readonly job: Job }) {
    const share = shareOf(job);
    return (
        <span className="job-progress">
            {share !== null && <progress max={1} value={share} aria-label={`Progress of job ${job.id}`} />}
            <span>
                {countText(job.done)} done
                {job.failed > 0 && <span className="muted">, {countText(job.failed)} failed</span>}
            </span>
        </span>
    );
}

// How much of its range is done, from 0 to 1; null: it has none.
function shareOf({ state, arguments: { from, to }, position }: Job): number | null {
    if (state === "done") return 1;
    if (from === undefined || to === undefined) return null;
    const share = Number(BigInt(position) - BigInt(from) + 1n) / Number(BigInt(to) - BigInt(from) + 1n);
    return Math.min(1, Math.max(0, share));
}
