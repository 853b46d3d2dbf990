import assert from "node:assert/strict";
import { test } from "node:test";
import { eventsOf } from "./event_lines.ts";

function body(chunks: readonly (string | Uint8Array)[]): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder();
    return new ReadableStream({
        start(controller) {
            for (const chunk of chunks) controller.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
            controller.close();
        },
    });
}

async function all(chunks: readonly (string | Uint8Array)[]): Promise<string[]> {
    const events: string[] = [];
    for await (const event of eventsOf(body(chunks))) events.push(event);
    return events;
}

test("events come out whole, wherever the network cut them", async () => {
    const text = 'event: status\ndata: {"a":1}\n\ndata: é\r\ndata:second line\r\n\r\n';
    const bytes = new TextEncoder().encode(text);
    for (let cut = 0; cut <= bytes.length; cut++) {
        assert.deepEqual(
            await all([bytes.slice(0, cut), bytes.slice(cut)]),
            ['{"a":1}', "é\nsecond line"],
            `cut at ${cut}`,
        );
    }
});

test("a comment shows life, an unfinished event is dropped", async () => {
    assert.deepEqual(await all([": alive\n\ndata: 1"]), [""]);
});

test("a reader who stops lets go of the connection", async () => {
    let isCancelled = false;
    const stream = new ReadableStream<Uint8Array>({
        pull: (controller) => controller.enqueue(new TextEncoder().encode("data: x\n\n")),
        cancel: () => {
            isCancelled = true;
        },
    });
    for await (const event of eventsOf(stream)) {
        assert.equal(event, "x");
        break;
    }
    assert.ok(isCancelled);
});
