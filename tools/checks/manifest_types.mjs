// Kubernetes manifests against the types of their kinds: values by the models' own schemas, unknown fields by the TypeScript compiler, to
// which each document is a literal of its kind's interface.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import ts from "typescript";

const here = dirname(fileURLToPath(import.meta.url));

/** The module that has a document's kind. Throws if none is known. */
function moduleOf(apiVersion) {
  const [group, version] = apiVersion.includes("/") ? apiVersion.split("/") : ["", apiVersion];
  if (group === "keda.sh") return `@kubernetes-models/keda/${apiVersion}`;
  if (group === "monitoring.coreos.com") return `@kubernetes-models/prometheus-operator/${apiVersion}`;
  return `kubernetes-models/${group === "" ? version : apiVersion}`;
}

async function valueFaults(document) {
  const models = await import(moduleOf(document.apiVersion));
  const Model = models[document.kind];
  if (!Model) return [`${document.kind} is no kind of ${document.apiVersion}`];
  try {
    new Model(document).validate();
    return [];
  } catch (error) {
    return [error.message];
  }
}

/** What is wrong with each document, as lines that begin with kind and name. */
export async function typeFaults(documents) {
  const faults = [];
  const said = (document) => `${document.kind} ${document.metadata?.name}`;
  for (const document of documents) {
    for (const fault of await valueFaults(document)) faults.push(`${said(document)}: ${fault}`);
  }
  const folder = mkdtempSync(join(here, "node_modules", ".manifests-"));
  const files = documents.map((document, number) => {
    const file = join(folder, `document_${number}.ts`);
    const type = `import("${moduleOf(document.apiVersion)}").I${document.kind}`;
    writeFileSync(file, `export const document: ${type} = ${JSON.stringify(document, null, 2)};\n`);
    return file;
  });
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  });
  for (const diagnostic of ts.getPreEmitDiagnostics(program)) {
    const number = files.findIndex((file) => diagnostic.file?.fileName === file);
    const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, " ");
    faults.push(`${number < 0 ? "?" : said(documents[number])}: ${text}`);
  }
  rmSync(folder, { recursive: true });
  return faults;
}

