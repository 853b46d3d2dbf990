// Usage: node tools/checks/docs_commands.mjs [--table]
// Runs the commands of the pages: every fence ```sh and ```console, a page's in one folder and in their order. In a console fence, lines that
// begin with `$ ` are commands and the others what they print, but for numbers and times; `# ` marks a command of root.
// A fence ```sh skip=REASON is not run. What builds, benches or soaks is not run either. Both are counted, and --table prints them all: that
// table stands in docs/artefacts.md, and must be the same there.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { fences, pages, read, repository } from "./markdown.mjs";

const begin = "<!-- made by `node tools/checks/docs_commands.mjs --table` -->";
const end = "<!-- end of what was made -->";

/** Why a fence is not run, or undefined. */
function reasonNotToRun({ info, text, language }) {
  const skip = /(?:^|\s)skip=(.+)$/.exec(info);
  if (skip) return skip[1].trim();
  if (language === "console" && /^# /m.test(text)) return "for root on a Debian of its own; make deb-test does it";
  if (/\bmake (?!help)|cmake --build|\.ci\/run/.test(text)) return "builds, benches or soaks";
  return undefined;
}

const blocks = pages()
  .filter((page) => !page.startsWith(".github/"))
  .flatMap((page) =>
    fences(read(page))
      .filter(({ language }) => language === "sh" || language === "console")
      .map((fence) => ({ page, ...fence, reason: reasonNotToRun(fence) })),
  );

function table() {
  const rows = blocks.filter(({ reason }) => reason !== undefined).map(({ page, text, reason }) => {
    const first = text.split("\n").find((line) => line.trim() !== "" && !/^#(?!!| )/.test(line)) ?? "";
    return `| ${page} | \`${first.replace(/\\$|\s+# .*$/, "").trim().replaceAll("|", "\\|")}\` | ${reason} |`;
  });
  return ["| page | begins with | not run, because |", "|---|---|---|", ...rows].join("\n");
}

if (process.argv.includes("--table")) {
  console.log(table());
  process.exit(0);
}

const bin = ["build/release", "build/dev"].map((folder) => join(repository, folder)).find((folder) => existsSync(join(folder, "scan-event-worker")));
const program = process.env.SCAN_EVENT_WORKER ? join(process.env.SCAN_EVENT_WORKER, "..") : bin;
if (program === undefined) {
  console.log("There is no scan-event-worker: make build");
  process.exit(1);
}

/** Numbers, times and folders of a run are different in each. */
const settle = (text) =>
  text
    .trim()
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z?/g, "TIME")
    .replaceAll(/\d[\d,.]*/g, "N")
    .replaceAll(/[ \t]+/g, " ")
    .replaceAll(/ $/gm, "");

/** Runs commands in bash. What a page leaves running in the background ends with its shell. */
function run(script, folder) {
  return spawnSync("bash", ["-c", `set -eu -o pipefail -m\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n${script}`], {
    cwd: folder,
    encoding: "utf8",
    timeout: 120_000,
    env: { PATH: `${program}${delimiter}${process.env.PATH}`, HOME: folder, LANG: "C.UTF-8" },
  });
}

let ran = 0;
let failed = 0;
const counts = new Map();
for (const page of new Set(blocks.map((block) => block.page))) {
  const folder = mkdtempSync(join(tmpdir(), "docs-"));
  for (const { line, language, text, reason } of blocks.filter((block) => block.page === page)) {
    if (reason !== undefined) {
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
      continue;
    }
    ran += 1;
    const steps =
      language === "sh"
        ? [{ command: text, expected: undefined }]
        : text.split(/^\$ /m).slice(1).map((step) => {
            const [command, ...rest] = step.replaceAll("\\\n", "").split("\n");
            return { command, expected: rest.join("\n") };
          });
    for (const { command, expected } of steps) {
      const { status, stdout, stderr, error } = run(command, folder);
      const printed = `${stdout}${stderr}`;
      if (status !== 0) {
        console.log(`${page}:${line}: exit code ${status}${error ? ` (${error.message})` : ""} of\n${command}\n${printed}`);
        failed += 1;
      } else if (expected !== undefined && settle(printed) !== settle(expected)) {
        console.log(`${page}:${line}: ${command}\nprinted\n${printed}\nand not\n${expected}`);
        failed += 1;
      }
    }
  }
  rmSync(folder, { recursive: true });
}

const artefacts = read("docs/artefacts.md");
const written = artefacts.slice(artefacts.indexOf(begin) + begin.length, artefacts.indexOf(end)).trim();
if (written !== table()) {
  console.log("docs/artefacts.md: the table of what was not run is old; write it anew with node tools/checks/docs_commands.mjs --table");
  failed += 1;
}
const skipped = [...counts.values()].reduce((sum, count) => sum + count, 0);
for (const [reason, count] of [...counts].sort()) console.log(`skipped ${count}: ${reason}`);
console.log(`${ran - failed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 ? 0 : 1);
