import assert from "node:assert/strict";
import { test } from "node:test";
import { JsonError, parseJson, writeJson } from "./json.ts";

const plain = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value, (_, member: unknown) => (typeof member === "bigint" ? `n${member}` : member)));

test("an id beyond 2^53 keeps every digit", () => {
    const document = parseJson(
        '{"event_id":9007199254740993,"low":9007199254740991,"min":-9223372036854775808}',
    ) as Record<string, unknown>;
    assert.equal(document.event_id, 9007199254740993n);
    assert.equal(document.low, 9007199254740991);
    assert.equal(document.min, -9223372036854775808n);
    assert.equal(
        writeJson(document as never),
        '{"event_id":9007199254740993,"low":9007199254740991,"min":-9223372036854775808}',
    );
});

test("without long numbers it reads what the platform's parser reads", () => {
    const texts = [
        '{"a":[1,2.5,-3e2,true,false,null,"\\u00e9\\n\\"x\\\\"],"b":{}}',
        "[]",
        " 7 ",
        '"a"',
        '{"__proto__":1}',
    ];
    for (const text of texts) {
        const long = `[${text},1234567890123456]`;
        assert.deepEqual(plain((parseJson(long) as unknown[])[0]), JSON.parse(text));
        assert.deepEqual(plain(parseJson(text)), JSON.parse(text));
    }
});

test("a fraction with many digits stays a number", () => {
    assert.equal(parseJson("0.12345678901234567"), 0.12345678901234567);
    assert.equal(parseJson("12345678901234567e2"), 12345678901234567e2);
});

test("what is not JSON is refused, and it says where", () => {
    const faults = [
        "",
        "{",
        "[1,",
        '{"a"}',
        '{"a":1,}',
        "01",
        "+1",
        "nul",
        '"a',
        '"\n"',
        "[1] 2",
        "{a:1}",
        "1234567890123456x",
        '"\\x"',
        "'a'",
    ];
    for (const text of faults) assert.throws(() => parseJson(text), JsonError, text);
    assert.throws(
        () => parseJson('{"a":1,\n "b":}'),
        (error) => error instanceof JsonError && error.message.startsWith("line 2, column 6"),
    );
});

test("hostile nesting is refused, not a crash", () => {
    assert.throws(() => parseJson("[".repeat(100_000) + "1234567890123456"), JsonError);
});

test("it writes what it read, and leaves out what is undefined", () => {
    const value = { a: [1n, 2, "x"], b: null, c: true, d: undefined };
    assert.equal(writeJson(value as never), '{"a":[1,2,"x"],"b":null,"c":true}');
    assert.equal(writeJson({ a: [1], b: {} }, "  "), '{\n  "a": [\n    1\n  ],\n  "b": {}\n}');
});
