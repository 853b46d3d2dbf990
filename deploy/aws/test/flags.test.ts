import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";

import { only, repository, synthesize } from "./synthesized";

const program = [process.env["SCAN_EVENT_WORKER"] ?? "", join(repository, "build/release/scan-event-worker"), join(repository, "build/dev/scan-event-worker")].find(
  (path) => path !== "" && existsSync(path),
);
const feedTokenSecretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:feed-AbCdEf";

/** What CloudFormation makes of a value, as far as the worker's flags have any: references become examples of their kind. */
function resolve(value: unknown): string {
  if (typeof value === "string") return value;
  const [[kind, argument]] = Object.entries(value as Record<string, unknown>) as [[string, unknown]];
  if (kind === "Fn::Join") {
    const [separator, parts] = argument as [string, unknown[]];
    return parts.map(resolve).join(separator);
  }
  const name = String(argument);
  if (name.includes("MessagingQueue")) return "https://sqs.eu-west-1.amazonaws.com/111122223333/scan-events-queue";
  if (name.includes("MessagingTopic")) return "arn:aws:sns:eu-west-1:111122223333:scan-events-queue-topic";
  if (name.includes("DatabaseInstance") && name.includes("Endpoint.Address")) return "scans.abc.eu-west-1.rds.amazonaws.com";
  throw new Error(`${kind} of ${name} is new to this test`);
}

function flagsOf(engine: string, role: RegExp): string[] {
  const task = only(synthesize({ engine, topic: "true", feedTokenSecretArn }), "AWS::ECS::TaskDefinition", role);
  const containers = task.Properties["ContainerDefinitions"] as { Name: string; Command: unknown[] }[];
  return (containers.find(({ Name }) => Name === "worker")?.Command ?? []).map(resolve).slice(1);
}

describe("the worker's flags in a task", () => {
  const page = readFileSync(join(repository, "docs/configuration.md"), "utf8");
  const known = new Set([...page.matchAll(/^\| `([a-z0-9_.]+)` \|/gm)].map(([, key = ""]) => `--${key.replaceAll(/[._]/g, "-")}`));

  for (const engine of ["sqlserver", "postgres"]) {
    for (const role of [/Poll/, /Process/]) {
      const name = `${engine}, ${role.source}`;
      test(`${name}: are settings`, () => {
        for (const flag of flagsOf(engine, role).filter((word) => word.startsWith("--"))) assert.ok(known.has(flag), flag);
      });

      test(`${name}: start a worker`, { skip: program === undefined ? "there is no scan-event-worker: make build" : false }, () => {
        const secrets = mkdtempSync(join(tmpdir(), "secrets-"));
        writeFileSync(join(secrets, "store"), '{"username":"scanworker","password":"not-real"}');
        writeFileSync(join(secrets, "feed-token"), "not-real\n");
        writeFileSync(join(secrets, "rds-ca.pem"), "");
        const flags = flagsOf(engine, role).map((word) => word.replaceAll("/run/secrets", secrets));
        try {
          execFileSync(program ?? "", ["config", "check", ...flags], { encoding: "utf8", stdio: "pipe", env: { HOME: secrets, AWS_REGION: "eu-west-1" } });
        } catch (error) {
          assert.fail((error as { stderr: string }).stderr);
        } finally {
          rmSync(secrets, { recursive: true });
        }
      });
    }
  }
});
