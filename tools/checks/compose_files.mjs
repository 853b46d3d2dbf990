// Usage: node tools/checks/compose_files.mjs DOCKER_COMPOSE
// Each compose file by `docker compose config`, then what that does not know: names of settings and flags, that what is mounted is there, and
// that the queues are made with the same properties as deploy/aws makes them.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

import { knownSettings, unknownFlags, unknownVariables } from "./known_settings.mjs";
import { read, repository } from "./markdown.mjs";
import { program, startFaults } from "./would_start.mjs";

const [compose] = process.argv.slice(2);
const faults = [];
const known = knownSettings();
if (program === undefined) console.log("skipped: whether a worker would start, because there is none: make build");
const sets = [["compose.yaml"], ["compose.embedded.yaml"], ["compose.postgres.yaml"], ["compose.yaml", "compose.test.yaml"]];
for (const files of sets) {
  const name = files.join(" + ");
  let project;
  try {
    const flags = files.flatMap((file) => ["--file", file]);
    const env = { ...process.env, STAND_IN_IMAGE: "stand-in" };
    project = JSON.parse(execFileSync(compose, [...flags, "config", "--format", "json"], { cwd: repository, env, encoding: "utf8", stdio: "pipe" }));
  } catch (error) {
    faults.push(`${name}: ${error.stderr ?? error.message}`);
    continue;
  }
  for (const [service, { command, environment, healthcheck, volumes, secrets, depends_on: needs, ports }] of Object.entries(project.services)) {
    const say = (text) => faults.push(`${name}: ${service}: ${text}`);
    for (const unknown of unknownVariables(Object.keys(environment ?? {}), known)) say(`${unknown} is no setting`);
    if (service === "worker") {
      for (const unknown of unknownFlags(command, known)) say(`${unknown} is no flag`);
      for (const value of Object.values(environment)) {
        const file = /^\/run\/secrets\/(.+)$/.exec(value)?.[1];
        if (file && !secrets.some(({ source }) => source === file)) say(`it has no secret ${file}`);
      }
      const files = secrets.map(({ source }) => source);
      if (program !== undefined) startFaults({ variables: environment, folder: "/run/secrets", files }).forEach(say);
      for (const [other, { condition }] of Object.entries(needs)) {
        if (condition === "service_healthy" && !project.services[other].healthcheck?.test) say(`${other} cannot say whether it is healthy`);
      }
    }
    if (!healthcheck?.test) say("it cannot say whether it is healthy, so `up --wait` fails");
    for (const port of ports ?? []) if (port.host_ip !== "127.0.0.1") say(`port ${port.target} is open to other machines`);
    for (const { type, source } of volumes ?? []) if (type === "bind" && !existsSync(source)) say(`there is no ${source}`);
  }
  for (const { file } of Object.values(project.secrets ?? {})) if (!existsSync(file)) faults.push(`${name}: there is no ${file}`);
}

const script = read("deploy/compose/make_queues.sh");
const stack = read("deploy/aws/lib/messaging.ts");
const same = [
  [/"VisibilityTimeout":"(\d+)"/, /visibilityTimeout: Duration\.seconds\((\d+)\)/, 1],
  [/"MessageRetentionPeriod":"(\d+)","Receive/, /retentionPeriod: Duration\.days\((\d+)\),\n\s*receive/, 86400],
  [/scan-events-dlq --attributes '\{"MessageRetentionPeriod":"(\d+)"/, /deadLetterQueueName,\n\s*retentionPeriod: Duration\.days\((\d+)\)/, 86400],
  [/"maxReceiveCount\\":(\d+)/, /maxReceiveCount: (\d+)/, 1],
  [/"ReceiveMessageWaitTimeSeconds":"(\d+)"/, /receiveMessageWaitTime: Duration\.seconds\((\d+)\)/, 1],
];
for (const [here, there, unit] of same) {
  const [one, other] = [here.exec(script)?.[1], there.exec(stack)?.[1]];
  if (one === undefined || Number(one) !== Number(other) * unit) faults.push(`make_queues.sh: ${String(here)} is ${one}, and in deploy/aws ${other}`);
}
for (const fault of faults) console.log(fault);
console.log(`${sets.length} sets of compose files, ${faults.length} failures`);
process.exit(faults.length === 0 ? 0 : 1);
