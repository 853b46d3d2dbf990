// Runs the SQS and SNS emulator `fauxqs` for the tests: on 127.0.0.1 alone (its own command listens everywhere), on a free port, which it
// prints. It ends when its standard input does, so it outlives no test.
import { createInterface } from "node:readline";

import { buildApp } from "fauxqs";

// The emulator's clock can be put forward, so that tests need not wait for visibility timeouts.
let ahead = 0;
const now = Date.now;
Date.now = () => now() + ahead;

const app = buildApp({ logger: false });

app.post("/_clock/:milliseconds", async (request) => {
  ahead += Number(request.params.milliseconds);
  return {};
});

// How many requests it answered, by operation, with their bodies' bytes, and what Amazon would bill for them: the larger of request and
// answer in units of 64 KiB.
const unit = 64 * 1024;
const requests = {};
app.addHook("onSend", async (request, reply, answer) => {
  const operation = (request.headers["x-amz-target"] ?? "other").replace("AmazonSQS.", "");
  const entry = (requests[operation] ??= { count: 0, bytes: 0, billed: 0 });
  const sent = Number(request.headers["content-length"] ?? 0);
  entry.count += 1;
  entry.bytes += sent;
  entry.billed += Math.max(1, Math.ceil(Math.max(sent, Buffer.byteLength(answer ?? "")) / unit));
});
app.get("/_requests", async () => requests);

const host = "127.0.0.1";
await app.listen({ host, port: Number(process.argv[2] ?? 0) });
const { port } = app.server.address();
console.log(port);

// `stop` closes the port and breaks every connection, `start` opens it again; each is answered with itself once it is done.
const commands = {
  stop: (done) => {
    app.server.close(done);
    app.server.closeAllConnections();
  },
  start: (done) => app.server.listen({ host, port }, done),
};
const lines = createInterface({ input: process.stdin });
lines.on("line", (command) => commands[command](() => console.log(command)));
lines.on("close", () => process.exit(0));
