// Runs the SQS and SNS emulator `fauxqs` for the tests: on 127.0.0.1 alone (its own command listens everywhere), on a free port, which it
// prints. It ends when its standard input does, so it outlives no test.
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

// How many requests it answered, by operation and with their bodies' bytes: what Amazon would bill.
const requests = {};
app.addHook("onRequest", async (request) => {
  const operation = (request.headers["x-amz-target"] ?? "other").replace("AmazonSQS.", "");
  const entry = (requests[operation] ??= { count: 0, bytes: 0 });
  entry.count += 1;
  entry.bytes += Number(request.headers["content-length"] ?? 0);
});
app.get("/_requests", async () => requests);

await app.listen({ host: "127.0.0.1", port: Number(process.argv[2] ?? 0) });
console.log(app.server.address().port);

process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
