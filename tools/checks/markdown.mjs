// The repository's Markdown pages, and what stands in their fences.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../../", import.meta.url));

/** Paths of all pages that git knows or would add. */
export function pages() {
  const list = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], { cwd: repository, encoding: "utf8" });
  return list.split("\n").filter((path) => path !== "").sort();
}

export const read = (page) => readFileSync(join(repository, page), "utf8");

/** The fences of a page: language, the rest of the opening line, the line's number, and the text. An open fence is an error. */
export function fences(text) {
  const found = [];
  let open = null;
  text.split("\n").forEach((line, index) => {
    const mark = /^(\s*)```(\S*)\s*(.*)$/.exec(line);
    if (open === null && mark) open = { language: mark[2], info: mark[3], line: index + 1, lines: [] };
    else if (open !== null && /^\s*```\s*$/.test(line)) {
      found.push({ ...open, text: `${open.lines.join("\n")}\n` });
      open = null;
    } else if (open !== null) open.lines.push(line);
  });
  if (open !== null) throw new Error(`line ${open.line}: the fence is never closed`);
  return found;
}

/** The text without its fences, lines kept. */
export function prose(text) {
  let inside = false;
  return text
    .split("\n")
    .map((line) => {
      if (/^\s*```/.test(line)) {
        inside = !inside;
        return "";
      }
      return inside ? "" : line;
    })
    .join("\n");
}
