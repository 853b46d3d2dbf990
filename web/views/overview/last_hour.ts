import type { Figure, Status } from "../../api/types.ts";
import { rateText } from "../../text/numbers.ts";
import { msOf, secondsText } from "../../text/time.ts";

export interface Point {
    readonly ms: number;
    readonly lag: number | null;
    readonly rate: number | null;
}

const hourMs = 3_600_000;
// Longer than this without a point: the worker was down, and the line has a gap.
const gapMs = 60_000;

export function pointsOf(figures: readonly Figure[]): readonly Point[] {
    const points = figures.map(({ at_utc, lag_seconds, events_per_second }) => ({
        ms: msOf(at_utc),
        lag: lag_seconds,
        rate: events_per_second,
    }));
    return withGaps(points);
}

function withGaps(points: readonly Point[]): readonly Point[] {
    return points.flatMap((point, index) => {
        const before = points[index - 1];
        const isAfterGap = before !== undefined && point.ms - before.ms > gapMs;
        return isAfterGap ? [{ ms: before.ms + 1, lag: null, rate: null }, point] : [point];
    });
}

// The points of the last hour with what the stream told since: never more than an hour of them.
export function withStatus(points: readonly Point[], status: Status, everyMs: number): readonly Point[] {
    const ms = msOf(status.as_of_utc);
    const last = points[points.length - 1];
    if (Number.isNaN(ms) || (last !== undefined && ms - last.ms < everyMs)) return points;
    const next = { ms, lag: status.lag_seconds, rate: status.rates.events_per_second };
    return withGaps(
        [...points.filter((point) => point.ms > ms - hourMs), next].filter(
            (point) => point.lag !== null || point.rate !== null,
        ),
    );
}

// The chart in words, for who cannot see it, and for everybody below it.
export function summaryOf(points: readonly Point[], what: "lag" | "rate"): string {
    const values = points.map((point) => point[what]).filter((value) => value !== null);
    const last = values[values.length - 1];
    if (last === undefined) return "No figures of the last hour yet.";
    const text = what === "lag" ? secondsText : (rate: number) => `${rateText(rate)} events/s`;
    const most = values.reduce((greatest, value) => Math.max(greatest, value), 0);
    const gaps = points.filter((point, index) => point[what] === null && index > 0 && index < points.length - 1).length;
    const gapWords = gaps === 0 ? "" : gaps === 1 ? ", with one gap" : `, with ${gaps} gaps`;
    return `Now ${text(last)}, at most ${text(most)} in the last hour${gapWords}.`;
}
