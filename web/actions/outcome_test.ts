import assert from "node:assert/strict";
import { test } from "node:test";
import { cancelOutcome, deadLetterOutcome, failedOutcome, gapOutcome, pauseOutcome, rangeOutcome } from "./outcome.ts";

const failed = {
    dry_run: true,
    selected: 30,
    highest_id: 9007199254740993n,
    came_since: 2,
    counts: { would_apply: 3, changes_nothing: 1, fails_still: 26 },
    items: [{ id: 17, event_id: null, outcome: "fails_still", detail: "bad Type" }],
    items_left_out: 29,
    error: null,
};

test("a dry run names how many it would do, and what stays as it is", () => {
    const outcome = failedOutcome(failed);
    assert.equal(
        outcome.sentence,
        "3 would be applied, 1 would change nothing, 26 would be refused still. 2 events came since and are left out.",
    );
    assert.equal(outcome.count, 4);
    assert.deepEqual(outcome.bound, { name: "up_to_id", flag: "--up-to-id", id: 9007199254740993n });
    assert.deepEqual(outcome.items, [{ id: "17", word: "would be refused still", detail: "bad Type" }]);
});

test("what was done is told in the past, with any number", () => {
    const done = failedOutcome({ ...failed, dry_run: false, came_since: 0, counts: { queued: 1, fails_still: 25 } });
    assert.equal(done.sentence, "1 sent to the queue, 25 refused still.");
    assert.equal(failedOutcome({ ...failed, came_since: 0, counts: {} }).sentence, "Nothing to do.");
});

test("dead letters have their words", () => {
    const letters = { count: 3, messages: 2, refused: 1, events: 12, events_applied: 0, events_failed: 0, error: null };
    assert.equal(
        deadLetterOutcome("purged")({ ...letters, dry_run: false }).sentence,
        "2 dead letters with 12 events purged. The queue refused 1; they stay dead letters.",
    );
    assert.equal(
        deadLetterOutcome("drained")({ ...letters, dry_run: true, refused: 0, events_applied: 11, events_failed: 1 })
            .sentence,
        "2 dead letters with 12 events would be drained. 11 applied, 1 failed.",
    );
});

test("pauses, gaps and jobs are told before and after", () => {
    const pause = { what: "poll", until_utc: "2026-01-31T14:03:07.1234567Z" };
    assert.equal(
        pauseOutcome({ dry_run: true, was_paused: false, pause }).sentence,
        "Polling would be paused until 2026-01-31 14:03:07 UTC.",
    );
    assert.equal(
        pauseOutcome({ dry_run: false, was_paused: true, pause: { what: "process", until_utc: null } }).sentence,
        "Processing is paused until somebody resumes it, in the place of another pause. Every worker obeys within 5 s.",
    );
    assert.equal(pauseOutcome({ dry_run: true, was_paused: true, pause: null }).sentence, "The pause would end.");
    const none = pauseOutcome({ dry_run: true, was_paused: false, pause: null });
    assert.deepEqual([none.sentence, none.count], ["It is not paused.", 0]);
    const gap = { dry_run: true, was_closed: false, feed_gap: { ids_max: 38 } };
    assert.equal(gapOutcome(gap).sentence, "A gap of at most 38 ids would be acknowledged.");
    assert.deepEqual(gapOutcome({ ...gap, was_closed: true }).count, 0);
    assert.equal(cancelOutcome({ id: 4, state: "running" }).sentence, "Job 4 would be cancelled; it is running now.");
    assert.match(cancelOutcome({ id: 4, state: "cancelled" }).sentence, /^The job is cancelled\./);
});

test("a range is told with its ids, and bound to the cursor that was shown", () => {
    const dryRun = { dry_run: true };
    const outcomeOf = rangeOutcome(() => "would be read again", 9007199254740993n);
    const whole = outcomeOf(dryRun, { from: "9007199254740001", to: " " });
    assert.equal(
        whole.sentence,
        "The ids from 9,007,199,254,740,001 to 9,007,199,254,740,993 would be read again: at most 993 events.",
    );
    assert.equal(whole.count, 993n);
    assert.deepEqual(whole.bound, { name: "to", flag: "--to", id: 9007199254740993n });
    const part = outcomeOf(dryRun, { from: "7", to: "7" });
    assert.deepEqual([part.sentence, part.bound], ["Id 7 would be read again: at most 1 event.", null]);
    const unknown = rangeOutcome(() => "would be read again", null)(dryRun, { from: "7", to: "" });
    assert.deepEqual([unknown.sentence, unknown.count], ["The ids from 7 up to the cursor would be read again.", null]);
    const begun = outcomeOf({ id: 9007199254740993n, kind: "replay" }, { from: "7", to: "7" });
    assert.equal(begun.jobId, 9007199254740993n);
});
