// Server-sent events out of a stream of bytes. EventSource could not be used: it sends no
// Authorization, and closes for good on 401.

export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let rest = "";
    let data: string[] = [];
    try {
        for (;;) {
            const { done, value } = await reader.read();
            if (done) return;
            rest += decoder.decode(value, { stream: true });
            const lines = rest.split(/\r\n|\n|\r(?!$)/);
            rest = lines.pop() ?? "";
            for (const line of lines) {
                if (line === "") {
                    if (data.length > 0) yield data.join("\n");
                    data = [];
                } else if (line.startsWith("data:")) {
                    data.push(line.slice(line[5] === " " ? 6 : 5));
                } else if (line.startsWith(":")) {
                    // A comment shows that the connection lives.
                    yield "";
                }
            }
        }
    } finally {
        await reader.cancel().catch(() => undefined);
    }
}
