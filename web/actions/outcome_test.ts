import assert from "node:assert/strict";
import { test } from "node:test";
import { deadLetterOutcome, failedOutcome, jobOutcome, pauseOutcome } from "./outcome.ts";

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
    assert.equal(outcome.highestId, 9007199254740993n);
    assert.deepEqual(outcome.items, [{ id: "17", word: "would be refused still", detail: "bad Type" }]);
});

test("what was done is told in the past, with any number", () => {
    const done = failedOutcome({ ...failed, dry_run: false, came_since: 0, counts: { queued: 1, fails_still: 25 } });
    assert.equal(done.sentence, "1 sent to the queue, 25 refused still.");
    assert.equal(failedOutcome({ ...failed, came_since: 0, counts: {} }).sentence, "Nothing to do.");
});

test("dead letters, pauses and jobs have their words", () => {
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
    assert.match(pauseOutcome({ was_paused: false, pause: { what: "poll" } }).sentence, /^Paused\. /);
    assert.equal(pauseOutcome({ was_paused: false, pause: null }).sentence, "It was not paused.");
    assert.equal(jobOutcome({ id: 9007199254740993n }).jobId, 9007199254740993n);
});
