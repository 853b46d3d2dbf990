// Usage: node tools/checks/docs_shape.mjs
// What can be said of the pages without running anything: links and their anchors, headings, diagrams, that docs/README.md lists every page
// of docs/, and that every page is reached from README.md.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

import { JSDOM } from "jsdom";

import { fences, pages, prose, read, repository } from "./markdown.mjs";

const faults = [];
const all = pages();

// Links to files and headings, by remark. `repository:false`: nothing is asked of a host.
function linkFaults(files) {
  const remark = join(repository, "tools/checks/node_modules/remark-cli/cli.js");
  const plugin = "./tools/checks/node_modules/remark-validate-links/index.js=repository:false";
  const { status, stderr } = spawnSync(process.execPath, [remark, "--quiet", "--frail", "--no-stdout", "--no-config", "--use", plugin, ...files], {
    cwd: repository,
    encoding: "utf8",
  });
  return status === 0 ? null : stderr.slice(0, 4000);
}
const links = linkFaults(all);
if (links !== null) faults.push(links);
const broken = join(repository, "build", "broken.md");
mkdirSync(dirname(broken), { recursive: true });
writeFileSync(broken, "# Broken\n\n[nothing](nowhere.md) and [no heading](#nothing)\n");
if (!linkFaults([broken])?.includes("nowhere.md")) faults.push("a broken link was taken: the links are not checked");
rmSync(broken);

for (const page of all) {
  const headings = [...prose(read(page)).matchAll(/^(#+) (.+)$/gm)].map((match) => ({ level: match[1].length, text: match[2] }));
  const isTemplate = page.startsWith(".github/");
  if (!isTemplate && headings.filter(({ level }) => level === 1).length !== 1) faults.push(`${page}: it has not exactly one title`);
  headings.forEach(({ level, text }, index) => {
    if (index > 0 && level > headings[index - 1].level + 1) faults.push(`${page}: "${text}" skips a level`);
  });
}

// Mermaid wants a browser's document, even to parse.
const { window } = new JSDOM("");
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");
let diagrams = 0;
const parses = async (text) => {
  try {
    await mermaid.parse(text);
    return null;
  } catch (error) {
    return error.message;
  }
};
for (const page of all) {
  for (const fence of fences(read(page)).filter(({ language }) => language === "mermaid")) {
    diagrams += 1;
    const fault = await parses(fence.text);
    if (fault !== null) faults.push(`${page}:${fence.line}: the diagram cannot be drawn: ${fault}`);
  }
}
if ((await parses("flowchart LR\n  a[open --> b")) === null) faults.push("a broken diagram was taken: the diagrams are not checked");

// One reading order: every page is reached from README.md by links, and docs/README.md lists those beside it.
const linksOf = (page) =>
  [...prose(read(page)).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map((match) => match[1])
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => normalize(join(dirname(page), target)).replace(/\/$/, ""));
const reached = new Set(["README.md"]);
for (const page of reached) {
  for (const target of linksOf(page)) {
    for (const one of [target, `${target}/README.md`]) if (all.includes(one)) reached.add(one);
    for (const one of all) if (dirname(one) === target) reached.add(one);
  }
}
for (const page of all) {
  if (!reached.has(page) && !page.startsWith(".github/") && page !== "CHANGELOG.md") faults.push(`${page}: no way leads there from README.md`);
}
const listed = new Set(linksOf("docs/README.md"));
for (const page of all.filter((one) => /^docs\/[^/]+\.md$/.test(one) && one !== "docs/README.md")) {
  if (!listed.has(page)) faults.push(`docs/README.md does not list ${page}`);
}

for (const fault of faults) console.log(fault);
console.log(`${all.length} pages, ${diagrams} diagrams, ${faults.length} failures`);
process.exit(faults.length === 0 ? 0 : 1);
