import assert from "node:assert/strict";
import { test } from "node:test";
import { decimalMarks, secondMarks } from "./axis_marks.ts";
import { bytesText, counted, countText, idOf, listText, rateText } from "./numbers.ts";
import { commandLine } from "./shell.ts";
import { durationText, exactText, msOf, relativeText, secondsText } from "./time.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

test("a time's age has two units at most", () => {
    const cases: [number, string][] = [
        [0, "now"],
        [1_999, "now"],
        [2 * second, "2 s ago"],
        [59_999, "59 s ago"],
        [minute, "1 min ago"],
        [hour + 5 * minute, "1 h 5 min ago"],
        [2 * hour, "2 h ago"],
        [3 * day + 4 * hour + minute, "3 d 4 h ago"],
        [-7 * minute, "in 7 min"],
    ];
    for (const [age, text] of cases) assert.equal(relativeText(1e12, 1e12 + age), text);
    assert.equal(durationText(500), "0 s");
});

test("a stored time is read to the millisecond and shown with its digits", () => {
    assert.equal(msOf("2026-01-31T23:59:59.1234567Z"), Date.UTC(2026, 0, 31, 23, 59, 59, 123));
    assert.equal(exactText("2026-01-31T23:59:59.1234567Z"), "2026-01-31 23:59:59.1234567 UTC");
    assert.ok(Number.isNaN(msOf("yesterday")));
});

test("numbers are for people", () => {
    assert.equal(countText(0), "0");
    assert.equal(countText(1234567), "1,234,567");
    assert.equal(countText(9007199254740993n), "9,007,199,254,740,993");
    assert.equal(counted(1, "event"), "1 event");
    assert.deepEqual([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(listText), ["", "a", "a and b", "a, b and c"]);
    assert.equal(counted(2n, "entry", "entries"), "2 entries");
    assert.deepEqual([0, 0.333, 9.99, 93.14, 1013.4].map(rateText), ["0", "0.33", "9.99", "93.1", "1,013"]);
    assert.deepEqual([512, 1536, 3 << 20].map(bytesText), ["512 B", "1.5 KiB", "3 MiB"]);
    assert.deepEqual([0, 2.44, 12.4, 150, 7200].map(secondsText), ["0 s", "2.4 s", "12 s", "2 min", "2 h"]);
});

test("an id is taken as people paste it, and nothing else is", () => {
    assert.equal(idOf(" 5,002 "), 5002);
    assert.equal(idOf("9007199254740993"), 9007199254740993n);
    assert.equal(idOf("9223372036854775807"), 9223372036854775807n);
    for (const text of ["", "0", "-1", "1.5", "9223372036854775808", "x", "1e3"]) assert.equal(idOf(text), null, text);
});

test("a command can be pasted into a shell", () => {
    assert.equal(
        commandLine(["failed", "retry", "17", "--reason", "it's mended; really $(now)"]),
        `scan-event-worker failed retry 17 --reason 'it'\\''s mended; really $(now)'`,
    );
});

test("axes have marks that people count in", () => {
    assert.deepEqual(secondMarks(150, 4), [0, 60, 120]);
    assert.deepEqual(secondMarks(3, 4), [0, 1, 2, 3]);
    assert.deepEqual(decimalMarks(357, 4), [0, 100, 200, 300]);
    assert.deepEqual(decimalMarks(0, 4), [0]);
    for (const most of [0, 0.01, 7, 99, 1e6, 1e9]) {
        for (const marks of [secondMarks(most, 4), decimalMarks(most, 4)])
            assert.ok(marks.length >= 1 && marks.length <= 6, `${most}: ${marks.join()}`);
    }
});
