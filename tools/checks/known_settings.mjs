// The settings that docs/configuration.md knows, in the spellings that a deployment uses.
import { readFileSync } from "node:fs";

const prefix = "SCAN_EVENT_WORKER_";

/** The keys (`feed.url`) of the page's tables. */
export function knownSettings(page = new URL("../../docs/configuration.md", import.meta.url)) {
  const keys = [...readFileSync(page, "utf8").matchAll(/^\| `([a-z0-9_]+\.[a-z0-9_]+)` \|/gm)].map((match) => match[1]);
  if (keys.length < 50) throw new Error(`${page} has ${keys.length} settings: its tables were not found`);
  return new Set(keys);
}

/** What is not known of the variables' names, with the prefix. `SCAN_EVENT_WORKER_CONFIG` names the file. */
export function unknownVariables(names, known) {
  const spelled = new Set([...known].map((key) => prefix + key.replace(".", "_").toUpperCase()));
  spelled.add(`${prefix}CONFIG`);
  return names.filter((name) => name.startsWith(prefix) && !spelled.has(name));
}

/** What is not known of the flags in a command line (`--feed-url`). */
export function unknownFlags(words, known) {
  const spelled = new Set([...known].map((key) => `--${key.replaceAll(/[._]/g, "-")}`));
  for (const flag of ["--config", "--json", "--until-caught-up", "--timeout"]) spelled.add(flag);
  return words.filter((word) => /^--[a-z]/.test(word) && !spelled.has(word.split("=")[0]));
}

/** What is not known of the keys in a settings file: tables and plain keys, as the example files write them. */
export function unknownKeys(toml, known) {
  let table = "";
  const unknown = [];
  for (const line of toml.split("\n")) {
    const header = /^\[([a-z0-9_]+)\]/.exec(line);
    const key = /^([a-z0-9_]+)\s*=/.exec(line);
    if (header) table = header[1];
    else if (key && !known.has(`${table}.${key[1]}`)) unknown.push(`${table}.${key[1]}`);
  }
  return unknown;
}
