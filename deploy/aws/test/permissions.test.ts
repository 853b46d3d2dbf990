import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import type { Role } from "../lib/permissions";
import { repository, resourcesOf, synthesize } from "./synthesized";

/** A row of the tables in docs/aws.md: what is allowed, on what, for whom. */
interface Row {
  readonly actions: string[];
  readonly on: string;
  readonly reason: string;
}

function tablesOfThePage(): Row[] {
  const page = readFileSync(join(repository, "docs/aws.md"), "utf8");
  const rows: Row[] = [];
  for (const line of page.split("\n")) {
    const cells = line.split("|").slice(1, -1).map((cell) => cell.trim());
    const [actions = "", on = "", reason = ""] = cells;
    if (!/^`(sqs|sns|kms|secretsmanager|logs):/.test(actions)) continue;
    rows.push({ actions: [...actions.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ""), on, reason });
  }
  return rows;
}

/** Whether a row of the page is about a task of this role. */
function concerns(row: Row, role: Role, topic: boolean): boolean {
  const reason = row.reason;
  if (reason.includes("by who calls it") || reason.includes("in the key's policy")) return false;
  if (reason.includes("every role") || reason.includes("counting dead letters")) return true;
  if (reason.includes("queue.topic_arn")) return role === "poll" && topic;
  if (reason.includes("every task")) return true;
  if (!reason.includes(`\`${role}\``)) return false;
  return !(reason.includes("without a topic") && topic);
}

/** The page's word for what an ARN names. */
function nameOf(arn: unknown): string {
  const text = JSON.stringify(arn);
  if (text.includes("MessagingDeadLetters")) return "queue's dead letters";
  if (text.includes("MessagingQueue")) return "queue";
  if (text.includes("MessagingTopic")) return "topic";
  if (text.includes("Key")) return "key";
  if (text.includes("Logs")) return "logs";
  if (/secret/i.test(text)) return "secret";
  return text;
}

function nameOnThePage(row: Row): string {
  if (row.actions.some((action) => action.startsWith("kms:"))) return "key";
  if (row.on.includes("dead-letter queue")) return "queue's dead letters";
  for (const word of ["topic", "secret", "logs"]) if (row.on.includes(word)) return word;
  return "queue";
}

function allowedByThePage(role: Role, topic: boolean): Set<string> {
  const rows = tablesOfThePage().filter((row) => concerns(row, role, topic));
  return new Set(rows.flatMap((row) => row.actions.map((action) => `${action} on the ${nameOnThePage(row)}`)));
}

function allowedByTheTemplate(role: Role, topic: boolean): Set<string> {
  const template = synthesize({ topic: String(topic) });
  const id = role === "poll" ? /^ServicesPollDefinitionTaskRole/ : /^ServicesProcessDefinitionTaskRole/;
  const allowed = new Set<string>();
  for (const [name, policy] of Object.entries(resourcesOf(template, "AWS::IAM::Policy"))) {
    if (!id.test(name)) continue;
    const document = policy.Properties["PolicyDocument"] as { Statement: { Effect: string; Action: string | string[]; Resource: unknown }[] };
    for (const statement of document.Statement) {
      assert.equal(statement.Effect, "Allow");
      for (const action of [statement.Action].flat()) {
        for (const resource of [statement.Resource].flat()) allowed.add(`${action} on the ${nameOf(resource)}`);
      }
    }
  }
  return allowed;
}

describe("a task may do what docs/aws.md says, and nothing else", () => {
  for (const role of ["poll", "process"] as const) {
    for (const topic of [false, true]) {
      test(`${role}, ${topic ? "with" : "without"} a topic`, () => {
        const page = [...allowedByThePage(role, topic)].sort();
        assert.ok(page.length > 5, "the page's tables were not found");
        assert.deepEqual([...allowedByTheTemplate(role, topic)].sort(), page);
      });
    }
  }

  test("no role of the stack has an action with a star, or all resources", () => {
    for (const policy of Object.values(resourcesOf(synthesize({ topic: "true" }), "AWS::IAM::Policy"))) {
      const document = policy.Properties["PolicyDocument"] as { Statement: { Action: string | string[]; Resource: unknown }[] };
      for (const statement of document.Statement) {
        for (const action of [statement.Action].flat()) assert.ok(!action.includes("*"), action);
        for (const resource of [statement.Resource].flat()) assert.notEqual(resource, "*");
      }
    }
  });
});
