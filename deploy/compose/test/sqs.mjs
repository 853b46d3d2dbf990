// The SQS emulator of tests/integration where other containers reach it, with the queues of /make_queues.sh.
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";

// By its path, because this file is not beside the package.
const home = "/emulators/node_modules/fauxqs";
const entry = JSON.parse(readFileSync(`${home}/package.json`, "utf8")).exports["."];
const { buildApp } = await import(`${home}/${entry.import?.default ?? entry.import ?? entry}`);

const app = buildApp({ logger: false });
await app.listen({ host: "0.0.0.0", port: 4566 });
await promisify(execFile)("/bin/sh", ["/make_queues.sh"], { env: { PATH: `/stand_in:${process.env.PATH}` } });
writeFileSync("/tmp/queues-are-there", "");
process.on("SIGTERM", () => process.exit(0));
