import assert from "node:assert/strict";
import { test } from "node:test";
import type { Condition, Status } from "../../api/types.ts";
import { pointsOf, summaryOf, withStatus } from "./last_hour.ts";
import { arrowsOf, notesOf } from "./pipeline_picture.ts";

const at = (ms: number) => new Date(ms).toISOString();

const well: Status = {
    state: "up_to_date",
    sentence: "",
    as_of_utc: at(4e12),
    lag_seconds: 2,
    forecast_seconds: null,
    last_at_head_utc: null,
    late_window_seconds: 60,
    latest_lateness_seconds: null,
    conditions: [],
    complete_to_utc: null,
    rates: { events_per_second: 0, queued_events_per_second: 0 },
    paused: [],
    workers: [],
    cursor: { last_event_id: 9, settled_event_id: 8, moved_at_utc: null },
    lease: { holder: "", live: false, epoch: 1 },
    feed_state: "at the head of the feed",
    queue: { visible: 0, in_flight: 0, dead_letters: 0 },
    parcels: 3,
    failed_events_open: 0,
    failed_events_resolved: 0,
    feed_gaps: 0,
};

const condition = (id: string, severity: Condition["severity"]): Condition => ({
    id,
    severity,
    since_utc: at(0),
    sentence: `${id}.`,
    action: "",
    runbook: "",
});

test("an arrow stops only for what stops it", () => {
    const tones = (...conditions: Condition[]) =>
        arrowsOf({ ...well, conditions }).map(({ tone, word }) => `${tone} ${word}`);
    assert.deepEqual(tones(), ["good Up with the feed", "good Waits for messages"]);
    assert.deepEqual(
        tones(
            condition("feed-gap", "error"),
            condition("failed-events", "warning"),
            condition("dead-letters", "error"),
        ),
        ["good Up with the feed", "good Waits for messages"],
    );
    assert.deepEqual(tones(condition("feed-denied", "error")), ["error Stopped", "good Waits for messages"]);
    assert.deepEqual(tones(condition("store-unreachable", "info")), ["info Waits", "info Waits"]);
    assert.deepEqual(tones(condition("no-processor", "error")), ["good Up with the feed", "error Stopped"]);
});

test("a queue with messages is not said to be empty", () => {
    const queue = { visible: 1, in_flight: 2, dead_letters: 0 };
    assert.equal(arrowsOf({ ...well, queue })[1]?.word, "Applies");
    const { queue: known, ...away } = well;
    assert.equal(known?.visible, 0);
    assert.equal(arrowsOf(away)[1]?.word, "Unknown");
});

test("a pause says who and why, before anything else", () => {
    const paused = [
        { what: "poll", who: "anna", reason: "carrier's maintenance", since_utc: at(0), until_utc: null },
    ] as const;
    const [poll] = arrowsOf({ ...well, paused, conditions: [condition("feed-denied", "error")] });
    assert.deepEqual([poll?.word, poll?.text], ["Paused", "anna: carrier's maintenance"]);
});

test("what is unknown is said, not drawn as zero", () => {
    const { queue, cursor, ...unknown } = well;
    assert.ok(queue && cursor);
    assert.deepEqual(notesOf(unknown), {
        Feed: ["at the head of the feed"],
        Queue: ["does not answer"],
        Table: ["does not answer"],
    });
    assert.deepEqual(notesOf({ ...well, cursor: null }), {
        Feed: ["at the head of the feed"],
        Queue: ["0 messages to do", "0 in flight", "0 dead letters"],
        Table: ["no cursor yet"],
    });
});

test("a time when the worker was down is a gap in the line", () => {
    const figure = (ms: number) => ({ at_utc: at(ms), lag_seconds: 1, events_per_second: 2 });
    const points = pointsOf([figure(0), figure(10_000), figure(200_000)]);
    assert.deepEqual(
        points.map(({ lag }) => lag),
        [1, 1, null, 1],
    );
    assert.equal(summaryOf(points, "lag"), "Now 1 s, at most 1 s in the last hour, with one gap.");
    assert.equal(summaryOf([], "rate"), "No figures of the last hour yet.");
});

test("the chart never holds more than an hour", () => {
    let points = pointsOf([]);
    for (let ms = 0; ms < 3 * 3_600_000; ms += 2_500)
        points = withStatus(points, { ...well, as_of_utc: at(4e12 + ms) }, 5_000);
    assert.ok(points.length <= 721, points.length.toString());
    assert.ok((points[points.length - 1]?.ms ?? 0) - (points[0]?.ms ?? 0) <= 3_600_000);
});
