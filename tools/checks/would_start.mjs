// Whether a worker would start with the settings of a deployment: `config check` with its variables and its file, whose paths lead into a
// folder with the files that the deployment mounts.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { repository } from "./markdown.mjs";

const authorities = "/etc/ssl/certs/ca-certificates.crt";

/** The program to ask, or undefined if none is built. */
export const program = [process.env.SCAN_EVENT_WORKER, join(repository, "build/release/scan-event-worker"), join(repository, "build/dev/scan-event-worker")].find(
  (path) => path && existsSync(path),
);

/** What keeps it from starting, as lines. `folder` is where the container finds the secrets, `files` are their names. */
export function startFaults({ variables, settings, folder, files }) {
  const home = mkdtempSync(join(tmpdir(), "start-"));
  for (const name of files) {
    if (name.endsWith(".pem")) copyFileSync(authorities, join(home, name));
    else writeFileSync(join(home, name), "not-a-real-secret\n");
  }
  const here = (text) => text.replaceAll(folder, home).replaceAll("/var/lib/scan-event-worker", home);
  const env = { HOME: home, AWS_REGION: "eu-west-1" };
  for (const [name, value] of Object.entries(variables)) env[name] = here(String(value));
  const args = ["config", "check"];
  if (settings !== undefined) {
    writeFileSync(join(home, "settings.toml"), here(settings));
    args.push("--config", join(home, "settings.toml"));
  }
  const { status, stdout, stderr } = spawnSync(program, args, { env, encoding: "utf8", cwd: home });
  rmSync(home, { recursive: true });
  return status === 0 ? [] : `${stdout}${stderr}`.trim().split("\n");
}
