import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const web = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "web");

function bundled() {
    const folder = mkdtempSync(join(tmpdir(), "page-"));
    execFileSync("cmake", [`-DWEB=${web}`, `-DSITE=${folder}`, "-P", join(web, "bundle.cmake")]);
    const files = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
    rmSync(folder, { recursive: true });
    return files;
}

test("the page is bundled to the same bytes each time", () => {
    const once = bundled();
    const twice = bundled();
    assert.deepEqual([...once.keys()].sort(), [
        "icon.svg",
        "icon.svg.gz",
        "index.html",
        "index.html.gz",
        "page.css",
        "page.css.gz",
        "page.js",
        "page.js.gz",
    ]);
    for (const [name, bytes] of once) assert.ok(bytes.equals(twice.get(name)), name);
});

test("the licences of what is bundled stay in it", () => {
    const script = bundled().get("page.js").toString();
    for (const words of ["Copyright (c) Facebook, Inc. and its affiliates", "Dan Vanderkam", "MIT"])
        assert.ok(script.includes(words), words);
});
