// The page as the program serves it, on a worker whose feed misbehaves: SCAN_PROGRAM names it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, widths } from "./browser.js";
import { violationsOf } from "./fixture.js";

const program = process.env.SCAN_PROGRAM;
const skip = program === undefined ? "SCAN_PROGRAM names no program" : false;
let worker, folder, link, browser;

before(async () => {
    if (skip) return;
    folder = mkdtempSync(join(tmpdir(), "page-worker-"));
    // Far more parcels than are scanned while the tests last, so that it goes on.
    worker = spawn(program, ["demo", "--faults", "--folder", folder, "--parcels", "100000"]);
    browser = await launch();
    link = await new Promise((resolve, reject) => {
        let said = "";
        worker.stdout.on("data", (text) => {
            said += text;
            const match = /http:\/\/\S+#token=\S+/.exec(said);
            if (match) resolve(match[0]);
        });
        worker.on("exit", () => reject(new Error(`the worker ended: ${said}`)));
    });
});

after(async () => {
    if (skip) return;
    await browser.close();
    const ended = new Promise((resolve) => worker.on("exit", resolve));
    worker.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
});

const ask = (path, headers = {}) =>
    new Promise((resolve, reject) =>
        get(new URL(path, link), { headers }, (answer) => {
            answer.resume();
            answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers }));
        }).on("error", reject),
    );

test("the page's files need no token, allow no inline code, and are not sent twice", { skip }, async () => {
    for (const path of ["/", "/page.js", "/page.css", "/icon.svg"]) {
        const first = await ask(path, { "accept-encoding": "gzip" });
        assert.equal(first.status, 200, path);
        assert.equal(first.headers["content-encoding"], "gzip", path);
        assert.match(first.headers["content-security-policy"], /default-src 'self'/);
        assert.doesNotMatch(first.headers["content-security-policy"], /unsafe/);
        assert.equal((await ask(path, { "if-none-match": first.headers.etag })).status, 304, path);
    }
    assert.equal((await ask("/api/v1/session")).status, 401);
});

test("the demo's link opens the page signed in, on the worker's own state", { skip }, async () => {
    const context = await browser.newContext({ viewport: widths.laptop });
    const page = await context.newPage();
    const faults = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("console", (message) => {
        if (message.type() === "error" && !message.text().startsWith("Failed to load")) faults.push(message.text());
    });
    page.on("request", (request) => {
        if (!request.url().startsWith(new URL("/", link).href)) faults.push(request.url());
    });
    await page.goto(link);
    await page.waitForSelector("text=Signed in as admin.");
    assert.ok(!page.url().includes("token"), page.url());
    // A worker that has not looked around yet answers 503, and the page says that it is loading.
    const isKnown = await page.evaluate(
        (token) => fetch("api/v1/status", { headers: { Authorization: `Bearer ${token}` } }).then(({ ok }) => ok),
        new URL(link).hash.replace("#token=", ""),
    );
    await page.waitForSelector(isKnown ? ".headline h1" : ".loading");
    assert.deepEqual(await violationsOf(page), []);
    assert.deepEqual(faults, []);
    await context.close();
});

test("each view shows what the worker itself tells, and a failed event is discarded by hand", { skip }, async () => {
    const context = await browser.newContext({ viewport: widths.laptop });
    const page = await context.newPage();
    const faults = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("response", (answer) => {
        // 503: it has not looked around yet.
        if (answer.status() >= 400 && answer.status() !== 503) faults.push(`${answer.status()} ${answer.url()}`);
    });
    await page.goto(link);
    await page.waitForSelector("text=Signed in as admin.");
    const open = async (view, mark) => {
        await page.goto(`${new URL("/", link).href}#/${view}`);
        await page.waitForSelector(mark);
        assert.equal(await page.locator("[role=alert]").count(), 0, view);
    };
    for (const [view, mark] of [
        ["parcel?type=status", "table"],
        ["failed", "table"],
        ["dead", "text=No dead letters"],
        ["gaps", "h1"],
        ["jobs", "text=No jobs"],
        ["settings", "text=feed.poll_interval"],
        ["report", "text=# Scan Event Worker: "],
    ])
        await open(view, mark);
    await open("failed/1", "text=bad ");
    await page.getByRole("button", { name: "Discard…" }).click();
    const dialog = page.locator("dialog[open]");
    await dialog.getByLabel("Reason").fill("PROJ-1: not needed");
    await dialog.getByLabel(/^Type/).fill("1");
    await dialog.getByRole("button", { name: "Discard 1 failed event", exact: true }).click();
    await dialog.locator(".outcome").waitFor();
    await open("audit", "text=PROJ-1: not needed");
    assert.deepEqual(faults, []);
    await context.close();
});
