// Usage: node tools/checks/manifests.mjs KUSTOMIZE
// Renders each overlay of deploy/kubernetes and checks it: every document's types, unknown fields, and that the documents fit each other.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { parseAllDocuments } from "yaml";

import { fitFaults } from "./manifest_fit.mjs";
import { typeFaults } from "./manifest_types.mjs";
import { program, startFaults } from "./would_start.mjs";

const [kustomize] = process.argv.slice(2);
const folder = fileURLToPath(new URL("../../deploy/kubernetes/", import.meta.url));

const readme = readFileSync(join(folder, "README.md"), "utf8");
const secretFiles = new Set([...readme.matchAll(/--from-file=([A-Za-z0-9.-]+)/g)].map((match) => match[1]));

function render(overlay) {
  const text = execFileSync(kustomize, ["build", join(folder, "overlays", overlay)], { encoding: "utf8" });
  return parseAllDocuments(text).map((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    return document.toJS();
  });
}

/** Mistakes that the checks must find, or they are none: each makes one in the documents. */
const planted = {
  "an unknown field": (documents) => (documents.find((one) => one.kind === "Deployment").spec.template.spec.containers[0].redinessProbe = {}),
  "a text for a number": (documents) => (documents.find((one) => one.kind === "Deployment").spec.template.spec.terminationGracePeriodSeconds = "30"),
  "a selector of nothing": (documents) => (documents.find((one) => one.kind === "PodDisruptionBudget").spec.selector = {}),
  "a variable that is no setting": (documents) =>
    documents.find((one) => one.kind === "Deployment").spec.template.spec.containers[0].env.push({ name: "SCAN_EVENT_WORKER_FEED_ULR", value: "x" }),
};

/** Whether each Deployment's worker would start with its variables and its settings. */
function deploymentFaults(documents) {
  const settings = documents.find(({ kind }) => kind === "ConfigMap").data["settings.toml"];
  return documents
    .filter(({ kind }) => kind === "Deployment")
    .flatMap(({ metadata, spec }) => {
      const variables = Object.fromEntries(spec.template.spec.containers[0].env.map(({ name, value }) => [name, value]));
      const faults = startFaults({ variables, settings, folder: "/run/secrets/scan-event-worker", files: secretFiles });
      return faults.map((fault) => `Deployment ${metadata.name}: ${fault}`);
    });
}

let failed = 0;
if (program === undefined) console.log("skipped: whether a worker would start, because there is none: make build");
const overlays = readdirSync(join(folder, "overlays")).sort();
for (const overlay of overlays) {
  const documents = render(overlay);
  const faults = [...(await typeFaults(documents)), ...fitFaults(documents, secretFiles)];
  if (program !== undefined) faults.push(...deploymentFaults(documents));
  for (const fault of faults) console.log(`${overlay}: ${fault}`);
  failed += faults.length;
  if (faults.length === 0) console.log(`${overlay}: ${documents.length} documents, all right`);
}
const clean = render("postgres");
const before = new Set([...(await typeFaults(clean)), ...fitFaults(clean, secretFiles)]);
for (const [name, plant] of Object.entries(planted)) {
  const documents = structuredClone(clean);
  plant(documents);
  const found = [...(await typeFaults(documents)), ...fitFaults(documents, secretFiles)].some((fault) => !before.has(fault));
  if (!found) {
    console.log(`the checks do not find ${name}`);
    failed += 1;
  }
}
console.log(`${overlays.length} overlays and ${Object.keys(planted).length} planted mistakes, ${failed} failures`);
process.exit(failed === 0 ? 0 : 1);
