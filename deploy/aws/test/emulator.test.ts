import assert from "node:assert/strict";
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, test } from "node:test";

import { only, repository, synthesize } from "./synthesized";

const emulators = join(repository, "tests/integration");
const program = [process.env["SCAN_EVENT_WORKER"] ?? "", join(repository, "build/release/scan-event-worker"), join(repository, "build/dev/scan-event-worker")].find(
  (path) => path !== "" && existsSync(path),
);

/** A child that prints lines; the first that matches is waited for, at most 60 s. */
class Program {
  readonly lines: string[] = [];
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<number | null>;

  constructor(command: string, args: string[], environment: Record<string, string> = {}, cwd?: string) {
    this.child = spawn(command, args, { env: { PATH: process.env["PATH"] ?? "", ...environment }, ...(cwd === undefined ? {} : { cwd }) });
    this.ended = new Promise((resolve) => this.child.once("exit", (code) => resolve(code)));
    for (const stream of [this.child.stdout, this.child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        this.lines.push(line);
        this.child.emit("told");
      });
    }
  }

  async line(pattern: RegExp): Promise<string> {
    const found = (): string | undefined => this.lines.find((line) => pattern.test(line));
    return await new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`no ${String(pattern)} in:\n${this.lines.join("\n")}`)), 60_000);
      const look = (): void => {
        const line = found();
        if (line === undefined) return;
        clearTimeout(limit);
        this.child.off("told", look);
        resolve(line);
      };
      this.child.on("told", look);
      look();
    });
  }
}

/** The attributes that SQS is asked for, of a queue's properties in the template; references are given as `arns`. */
function attributesOf(properties: Record<string, unknown>, arns: Record<string, string>): Record<string, string> {
  const attributes: Record<string, string> = {};
  const known = ["VisibilityTimeout", "MessageRetentionPeriod", "ReceiveMessageWaitTimeSeconds", "KmsDataKeyReusePeriodSeconds"];
  for (const [name, value] of Object.entries(properties)) {
    if (known.includes(name)) attributes[name] = String(value);
    else if (name === "KmsMasterKeyId") attributes[name] = arns["key"] ?? "";
    else if (name === "RedrivePolicy") {
      const { maxReceiveCount } = value as { maxReceiveCount: number };
      attributes[name] = JSON.stringify({ deadLetterTargetArn: arns["dead"], maxReceiveCount });
    } else assert.ok(name === "QueueName" || name === "Tags", `${name} is a property that this test does not know`);
  }
  return attributes;
}

interface Sdk {
  SQSClient: new (settings: object) => { send(command: object): Promise<Record<string, unknown>>; destroy(): void };
  CreateQueueCommand: new (input: object) => object;
  GetQueueAttributesCommand: new (input: object) => object;
}

describe("the template's queues in the emulator", () => {
  const template = synthesize();
  const sdk = createRequire(join(emulators, "package.json"))("@aws-sdk/client-sqs") as Sdk;
  let emulator: Program;
  let client: InstanceType<Sdk["SQSClient"]>;
  let origin = "";
  let home = "";

  before(async () => {
    emulator = new Program(process.execPath, [join(emulators, "emulator.js")]);
    origin = `http://127.0.0.1:${(await emulator.line(/^\d+$/)).trim()}`;
    client = new sdk.SQSClient({ endpoint: origin, region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } });
    home = mkdtempSync(join(tmpdir(), "stack-"));
  });
  after(async () => {
    client.destroy();
    emulator.child.stdin.end();
    await emulator.ended;
    rmSync(home, { recursive: true });
  });

  const create = async (id: RegExp, arns: Record<string, string>): Promise<string> => {
    const { Properties } = only(template, "AWS::SQS::Queue", id);
    const asked = attributesOf(Properties, arns);
    const made = await client.send(new sdk.CreateQueueCommand({ QueueName: Properties["QueueName"], Attributes: asked }));
    const read = await client.send(new sdk.GetQueueAttributesCommand({ QueueUrl: made["QueueUrl"], AttributeNames: ["All"] }));
    const told = read["Attributes"] as Record<string, string>;
    for (const [name, value] of Object.entries(asked)) assert.equal(told[name], value, name);
    return told["QueueArn"] ?? "";
  };

  test("can be made, and are read back equal", async () => {
    const key = "arn:aws:kms:us-east-1:000000000000:key/11112222-3333-4444-5555-666677778888";
    const dead = await create(/DeadLetters/, { key });
    await create(/Queue3/, { key, dead });
  });

  test("raise no doubt in a worker", { skip: program === undefined ? "there is no scan-event-worker: make build" : false }, async () => {
    const binary = program ?? "";
    const feed = new Program(binary, ["feed-server", "--parcels", "20", "--events", "80"]);
    const address = /http:\/\/[^/\s]+/.exec(await feed.line(/http:\/\//))?.[0] ?? "";
    const name = String(only(template, "AWS::SQS::Queue", /Queue3/).Properties["QueueName"]);
    const worker = new Program(
      binary,
      // prettier-ignore
      ["run", "--until-caught-up", "--timeout", "60s", "--feed-url", address, "--feed-late-window", "0s", "--queue-receive-wait", "1s",
        "--queue-url", `${origin}/000000000000/${name}`, "--store-url", `sqlite:${join(home, "store.db")}`],
      { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_REGION: "us-east-1", AWS_EC2_METADATA_DISABLED: "true", HOME: home },
      home,
    );
    const code = await worker.ended;
    feed.child.kill("SIGTERM");
    await feed.ended;
    assert.equal(code, 0, worker.lines.join("\n"));
    assert.deepEqual(worker.lines.filter((line) => /\b(WARN|ERROR|warn|error|warning)\b/.test(line)), []);
    const status = new Program(binary, ["parcel", "5002", "--store-url", `sqlite:${join(home, "store.db")}`]);
    assert.equal(await status.ended, 0, status.lines.join("\n"));
  });
});
