import assert from "node:assert/strict";
import { test } from "node:test";
import { writeJson } from "../api/json.ts";
import { boundBody, boundOf, commandOf, faultOf, initialValues, requestBody } from "./action.ts";
import { discardFailed, editFailed, pauseStage, redriveDeadLetters, replay, retryFailed, verify } from "./catalog.ts";

test("request and command of an action say the same", () => {
    const action = retryFailed({ ids: [17, 9007199254740993n] });
    assert.equal(
        writeJson(requestBody(action, {}, { reason: "mended" })),
        '{"ids":[17,9007199254740993],"reason":"mended"}',
    );
    assert.equal(commandOf(action, {}, "mended"), "scan-event-worker failed retry 17 9007199254740993 --reason mended");
    assert.equal(
        commandOf(discardFailed({ reasonGroup: "bad timestamp" }), {}, ""),
        "scan-event-worker failed discard --reason-group 'bad timestamp' --reason …".replace("…", "'…'"),
    );
});

test("an empty field is in neither, a long id in both with all its digits", () => {
    const values = { ...initialValues(replay(9)), from: "9007199254740993", to: " " };
    assert.equal(writeJson(requestBody(replay(9), values, {})), '{"from":9007199254740993}');
    assert.equal(commandOf(replay(9), values, "x"), "scan-event-worker replay --from 9007199254740993 --reason x");
    assert.equal(
        writeJson(requestBody(redriveDeadLetters(), { limit: "10", rate: "2.5" }, {})),
        '{"limit":10,"rate":2.5}',
    );
    assert.equal(commandOf(pauseStage("poll"), { for: "1h" }, "x"), "scan-event-worker pause poll --for 1h --reason x");
});

test("an edited text is sent byte for byte", () => {
    const text = '{"EventId":9007199254740993, "x" : 1}';
    assert.equal(writeJson(requestBody(editFailed(17, "old"), { body: text }, {})), JSON.stringify({ body: text }));
});

test("a wrong field is told before it is sent", () => {
    const [from] = replay(9).fields;
    assert.ok(from);
    for (const [text, isFault] of [
        ["", true],
        ["1", false],
        ["1.5", true],
        ["x", true],
    ] as const)
        assert.equal(faultOf(from, text) !== null, isFault, text);
});

test("what a dry run showed binds request and command alike, unless ids were chosen", () => {
    const values = { from: "3", to: "", rate: "", mend: "yes" };
    const bound = boundOf(verify(9), verify(9).outcomeOf({ dry_run: true }, values));
    assert.equal(writeJson(requestBody(verify(9), values, boundBody(bound))), '{"from":3,"mend":true,"to":9}');
    assert.equal(
        commandOf(verify(9), values, "x", bound),
        "scan-event-worker verify --from 3 --mend --to 9 --reason x",
    );
    const failed = {
        dry_run: true,
        highest_id: 17,
        came_since: 0,
        counts: {},
        items: [],
        items_left_out: 0,
        error: null,
    };
    const all = retryFailed({ all: true });
    assert.equal(boundOf(all, all.outcomeOf(failed, {}))?.id, 17);
    const edit = editFailed(3, "{}");
    assert.equal(boundOf(edit, edit.outcomeOf(failed, {})), null);
    const some = retryFailed({ ids: [3] });
    assert.equal(boundOf(some, some.outcomeOf(failed, {})), null);
});
