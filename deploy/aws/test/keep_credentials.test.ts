import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";

import { only, repository, synthesize } from "./synthesized";

const script = readFileSync(join(repository, "deploy/aws/lib/keep_credentials.sh"), "utf8");

/** Runs the script with an `aws` and a `curl` that answer from files, which the test changes. */
class Container {
  readonly home = mkdtempSync(join(tmpdir(), "credentials-"));
  readonly folder = join(this.home, "secrets");
  private process: ChildProcess | undefined;

  constructor() {
    mkdirSync(this.folder);
    const bin = join(this.home, "bin");
    mkdirSync(bin);
    writeFileSync(join(bin, "aws"), `#!/bin/sh\n[ "$1 $2 $3" = "secretsmanager get-secret-value --secret-id" ] && cat "${this.home}/answer-$4"\n`);
    writeFileSync(join(bin, "curl"), `#!/bin/sh\ncat "${this.home}/answer-ca"\n`);
    chmodSync(join(bin, "aws"), 0o755);
    chmodSync(join(bin, "curl"), 0o755);
  }

  answer(name: string, text: string): void {
    writeFileSync(join(this.home, `answer-${name}`), text);
  }

  start(): void {
    const path = `${join(this.home, "bin")}:${process.env["PATH"] ?? ""}`;
    this.process = spawn("/bin/sh", ["-c", script, "keep_credentials", this.folder, "0.05", "db", "store", "feed", "feed-token"], {
      env: { PATH: path },
      stdio: "ignore",
    });
  }

  file(name: string): string | undefined {
    const path = join(this.folder, name);
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  }

  /** Waits, at most 20 s, until the folder's files are so. */
  async until(holds: () => boolean): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve, reject) => {
      const watcher = watch(this.folder, () => {
        if (holds()) done(resolve);
      });
      const limit = setTimeout(() => done(() => reject(new Error("it did not happen"))), 20_000);
      const done = (then: () => void): void => {
        watcher.close();
        clearTimeout(limit);
        then();
      };
      if (holds()) done(resolve);
    });
  }

  async end(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.process?.once("exit", resolve));
    this.process?.kill("SIGTERM");
    const code = await ended;
    rmSync(this.home, { recursive: true });
    return code;
  }
}

describe("the container that keeps the secrets", () => {
  const container = new Container();
  after(async () => {
    assert.equal(await container.end(), 0, "it ends at SIGTERM");
  });

  test("is healthy only once every file is there, and follows a rotation", async () => {
    container.answer("db", '{"username":"scanworker","password":"first"}\n');
    container.answer("ca", "authorities\n");
    container.start();
    await container.until(() => container.file("store") !== undefined && container.file("rds-ca.pem") !== undefined);
    assert.equal(container.file(".complete"), undefined, "the feed's token is missing still");

    container.answer("feed", "token\n");
    await container.until(() => container.file(".complete") !== undefined);
    assert.equal(container.file("feed-token"), "token\n");

    container.answer("db", '{"username":"scanworker","password":"second"}\n');
    await container.until(() => container.file("store")?.includes("second") === true);
  });

  test("keeps what it read last when Secrets Manager does not answer", async () => {
    rmSync(join(container.home, "answer-db"));
    container.answer("feed", "another\n");
    await container.until(() => container.file("feed-token") === "another\n");
    assert.match(container.file("store") ?? "", /second/);
  });
});

test("the script in the template is this one", () => {
  const task = only(synthesize(), "AWS::ECS::TaskDefinition", /Poll/);
  const containers = task.Properties["ContainerDefinitions"] as { Name: string; Command?: unknown[] }[];
  assert.equal(containers.find((one) => one.Name === "credentials")?.Command?.[0], script);
});
