import { Node } from "constructs";

/** Where parcels, cursor and lease are kept. */
export type Engine = "sqlserver" | "postgres";

/** What whoever deploys decides. Each is a context value of the same name (`cdk deploy -c feedUrl=…`). */
export interface Settings {
  /** The worker's image with its tag or digest. */
  readonly image: string;
  /** The carrier's API: `feed.url`. */
  readonly feedUrl: string;
  /** ARN of a secret with the feed's bearer token; without it the feed is asked without one. */
  readonly feedTokenSecretArn: string | undefined;
  readonly engine: Engine;
  readonly queueName: string;
  readonly deadLetterQueueName: string;
  /** Whether pages go to an SNS topic first, so that other consumers get them too. */
  readonly topic: boolean;
  /** The most processor tasks; one always runs. */
  readonly processorsMax: number;
  /** Size of the database's machine, and its first disk in GiB; the disk grows to five times that. */
  readonly databaseInstance: string;
  readonly databaseStorageGib: number;
  /** Who is told of alarms; without it the topic has no subscriber yet. */
  readonly alarmEmail: string | undefined;
}

/** Reads the settings of an app's context. Throws a line that names the culprit. */
export function readSettings(node: Node): Settings {
  const known = new Set<string>();
  const text = (name: string): string | undefined => {
    known.add(name);
    const value: unknown = node.tryGetContext(name);
    return value === undefined || value === "" ? undefined : String(value);
  };
  const required = (name: string, example: string): string => {
    const value = text(name);
    if (value === undefined) throw new Error(`Set ${name}: cdk … -c ${name}=${example}`);
    return value;
  };
  const choice = <T extends string>(name: string, allowed: readonly T[]): T => {
    const value = text(name) ?? allowed[0];
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw new Error(`${name} is one of ${allowed.join(", ")}, not "${value}"`);
    return found;
  };
  const count = (name: string, fallback: number, least: number, most: number): number => {
    const value = Number(text(name) ?? fallback);
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new Error(`${name} is a whole number from ${least} to ${most}`);
    }
    return value;
  };
  const queueName = (name: string, fallback: string): string => {
    const value = text(name) ?? fallback;
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(value)) {
      throw new Error(`${name}: "${value}" is no name of a standard queue`);
    }
    return value;
  };

  const engine = choice("engine", ["sqlserver", "postgres"]);
  const settings: Settings = {
    image: required("image", "registry.example/scan-event-worker:0.1.0"),
    feedUrl: required("feedUrl", "https://scans.example.com"),
    feedTokenSecretArn: text("feedTokenSecretArn"),
    engine,
    queueName: queueName("queueName", "scan-events-queue"),
    deadLetterQueueName: queueName("deadLetterQueueName", "scan-events-dlq"),
    topic: choice("topic", ["false", "true"]) === "true",
    processorsMax: count("processorsMax", 4, 1, 64),
    databaseInstance: text("databaseInstance") ?? (engine === "sqlserver" ? "m6i.large" : "m7g.large"),
    databaseStorageGib: count("databaseStorageGib", 100, 20, 16384),
    alarmEmail: text("alarmEmail"),
  };
  const url = new URL(settings.feedUrl);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw new Error("feedUrl is an http or https URL");
  if (url.username !== "" || url.password !== "") {
    throw new Error("feedUrl holds a password: use feedTokenSecretArn, or headers from files");
  }
  return settings;
}
