import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { widths } from "./browser.js";
import { settled, useBrowser, violationsOf } from "./fixture.js";
import { until } from "./until.js";

const world = useBrowser();

// The second key counts for a moment only, which is over before it comes where the machine does much else: then again.
async function chord(page, letter, mark) {
    await until(`g ${letter}`, async () => {
        await page.keyboard.press("g");
        await page.keyboard.press(letter);
        return mark.waitFor({ timeout: 2_000 }).then(
            () => true,
            () => false,
        );
    });
}

test("keys: / finds a parcel, g and a letter changes the view, ? lists them", async () => {
    await world.fresh();
    const page = await world.open("overview");
    await settled(page);
    for (const [letter, title] of [
        ["f", "Failed events"],
        ["d", "Dead letters"],
        ["g", "Gaps"],
        ["j", "Jobs"],
        ["a", "Audit"],
        ["s", "Settings in force"],
        ["r", "Report"],
        ["p", "Find a parcel"],
    ]) {
        await chord(page, letter, page.locator("h1", { hasText: title }));
    }
    await chord(page, "o", page.locator(".headline"));
    await page.keyboard.press("/");
    await page.waitForFunction(() => document.activeElement?.id === "parcel-id");
    await page.keyboard.type("?g5002");
    assert.equal(
        await page.getByLabel("Parcel id", { exact: true }).inputValue(),
        "?g5002",
        "keys are letters while one writes",
    );
    await page.locator("main").focus();
    await page.keyboard.press("?");
    await page.waitForSelector("dialog.keys[open]");
    assert.deepEqual(await violationsOf(page), []);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.querySelector("dialog") === null);
    await page.closeAll();
});

test("focus survives updates, and nothing jumps", async () => {
    await world.fresh();
    const page = await world.open("overview");
    await settled(page);
    await page.waitForSelector(".chart [role=img]");
    const button = page.getByRole("button", { name: "Pause polling" });
    await button.focus();
    const places = () =>
        page.evaluate(() =>
            ["#pipeline", "#lag", "#workers"].map((name) => document.querySelector(name).getBoundingClientRect().top),
        );
    const before = await places();
    const updates = async () => world.double.requests.length;
    await updates();
    const first = await page.locator(".figure dd").first().innerText();
    await page.waitForFunction((text) => document.querySelector(".figure dd").innerText !== text, first, {
        timeout: 15_000,
    });
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Pause polling");
    assert.deepEqual(await places(), before);
    await page.closeAll();
});

test("the focus is seen wherever the Tab key leads, and a dialog keeps it", async () => {
    for (const colorScheme of ["light", "dark"]) {
        await world.fresh();
        const page = await world.open("failed", { colorScheme });
        await settled(page);
        const focused = () =>
            page.evaluate(() => {
                const { activeElement } = document;
                const { outlineStyle, outlineWidth } = getComputedStyle(activeElement);
                const { width, height } = activeElement.getBoundingClientRect();
                const isSeen = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && width > 1 && height > 1;
                return { isSeen, isInDialog: activeElement.closest("dialog") !== null, html: activeElement.outerHTML };
            });
        await page.keyboard.press("Tab");
        assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), "To the view");
        for (let step = 0; step < 60; step++) {
            const { isSeen, html } = await focused();
            assert.ok(isSeen, html.slice(0, 200));
            await page.keyboard.press("Tab");
        }
        await page.getByRole("button", { name: "Discard all…" }).click();
        await page.locator(".items").waitFor();
        for (let step = 0; step < 20; step++) {
            await page.keyboard.press("Tab");
            const { isSeen, isInDialog, html } = await focused();
            // Between its end and its beginning a modal dialog lets the browser's own controls have the focus.
            if (html.startsWith("<body")) continue;
            assert.ok(isInDialog && isSeen, html.slice(0, 200));
        }
        await page.closeAll();
    }
});

test("what has the focus in a dialog is not behind its buttons, however narrow the screen", async () => {
    await world.fresh();
    const page = await world.open("jobs", { viewport: widths.narrow });
    await settled(page);
    await page.waitForSelector(".status-link");
    await page.getByRole("button", { name: "Verify…" }).click();
    await page.getByLabel("From event id").fill("84374");
    // What the dry run says comes while the next field is written, and does not push it away.
    await page.getByLabel("Reason").focus();
    await page.waitForSelector(".forecast[aria-busy=false] > p:not(.muted)");
    for (const label of ["Reason", "Mend what differs", "Reason"]) {
        const isFocused = await page.getByLabel(label).evaluate((field) => field === document.activeElement);
        if (!isFocused) await page.getByLabel(label).focus();
        const [bottom, top] = await page.evaluate(() => [
            document.activeElement.getBoundingClientRect().bottom,
            document.querySelector("dialog footer").getBoundingClientRect().top,
        ]);
        assert.ok(bottom <= top, `${label}: ${bottom} > ${top}`);
    }
    await page.closeAll();
});

test("a screen reader hears another state, and not each second's figures", async () => {
    await world.fresh({ scenario: "well" });
    const page = await world.open("overview");
    await settled(page);
    const heard = page.locator(".status-bar [aria-live=polite]");
    const first = await heard.innerText();
    assert.match(first, /^Parcels are up to date/);
    await page.waitForFunction((text) => document.querySelector(".headline h1").innerText !== text, first);
    assert.equal(await heard.innerText(), first);
    world.double.state.gaps.push({
        id: 1,
        after_event_id: 1,
        before_event_id: 3,
        ids_max: 1,
        proven: true,
        noticed_at_utc: "2026-01-01T00:00:00Z",
        state: "open",
        closed_at_utc: null,
    });
    await page.waitForFunction(() =>
        /never read/.test(document.querySelector(".status-bar [aria-live=polite]").innerText),
    );
    await page.closeAll();
});

test("a broken stream says since when and why, and comes back by itself", async () => {
    await world.fresh();
    const page = await world.open("overview");
    await settled(page);
    world.double.isDown = true;
    world.double.breakStreams();
    await page.waitForSelector(".lost >> text=/No connection since \\d\\d:\\d\\d:\\d\\d UTC/");
    assert.deepEqual(await violationsOf(page), []);
    assert.ok(await page.locator(".headline").isVisible(), "what was known stays");
    world.double.isDown = false;
    await page.waitForFunction(() => document.querySelector(".lost") === null);
    page.faults.length = 0;
    await page.closeAll();
});

test("twelve tabs of a browser hold one stream, and it passes on when its tab closes", async () => {
    await world.fresh();
    const first = await world.open("overview");
    const context = first.context();
    await settled(first);
    const others = [];
    for (let tab = 1; tab < 12; tab++) others.push(await world.open("overview", { context }));
    for (const page of others) await page.waitForSelector(".headline");
    assert.equal(world.double.streams.size, 1);
    await first.close();
    const [second] = others;
    const told = await second.locator(".figure dd").first().innerText();
    await second.waitForFunction((text) => document.querySelector(".figure dd").innerText !== text, told, {
        timeout: 15_000,
    });
    assert.equal(world.double.streams.size, 1);
    await context.close();
});

test("a hidden tab holds no stream, asks nothing and draws nothing", async () => {
    await world.fresh();
    const page = await world.open("jobs/4");
    await page.clock.install();
    await page.reload();
    await settled(page);
    await page.waitForSelector(".status-link");
    const turn = (state) =>
        page.evaluate((value) => {
            Object.defineProperty(document, "visibilityState", { configurable: true, get: () => value });
            document.dispatchEvent(new Event("visibilitychange"));
        }, state);
    await page.clock.runFor(2_500);
    await turn("hidden");
    await until("the stream has ended", () => world.double.streams.size === 0);
    const asked = world.double.requests.length;
    await page.evaluate(() => {
        globalThis.changes = 0;
        new MutationObserver((all) => (globalThis.changes += all.length)).observe(document, {
            subtree: true,
            childList: true,
            characterData: true,
            attributes: true,
        });
    });
    await page.clock.runFor(10 * 60_000);
    assert.equal(world.double.requests.length, asked);
    assert.equal(await page.evaluate(() => globalThis.changes), 0);
    await turn("visible");
    await until("the stream is back", () => world.double.streams.size === 1);
    await page.closeAll();
});

test("after an hour of the stream the page holds what it held before", async () => {
    await world.fresh();
    const page = await world.open("overview");
    await settled(page);
    await page.waitForSelector(".chart [role=img]");
    const tools = await page.context().newCDPSession(page);
    const hour = async () => {
        const told = await world.double.hurry(3_600);
        await page.waitForFunction((utc) => document.querySelector(".headline time").dateTime === utc, told);
        await tools.send("HeapProfiler.collectGarbage");
        const { usedSize } = await tools.send("Runtime.getHeapUsage");
        const { nodes, jsEventListeners } = await tools.send("Memory.getDOMCounters");
        return { usedSize, nodes, jsEventListeners };
    };
    // The first one fills the charts, which hold an hour.
    await hour();
    const hours = [];
    for (let number = 0; number < 6; number++) hours.push(await hour());
    const heaps = hours.map(({ usedSize }) => usedSize);
    console.log(`heap after each of six more hours: ${heaps}; nodes ${hours.map(({ nodes }) => nodes)}`);
    // What is compiled or thrown away meanwhile moves the heap by a megabyte or so. An hour's states are 7 MiB, and what is kept of each
    // hour adds up, so the least of three is compared with the least of the three before.
    const grown = Math.min(...heaps.slice(3)) - Math.min(...heaps.slice(0, 3));
    assert.ok(grown < 1024 * 1024, `${grown} bytes in three hours: ${heaps}`);
    const [first, last] = [hours[0], hours[5]];
    assert.ok(last.nodes - first.nodes < 50, `${first.nodes} → ${last.nodes} nodes`);
    assert.ok(last.jsEventListeners <= first.jsEventListeners, "listeners");
    await page.closeAll();
});

test("of 100,000 failed events the page asks for one page at a time", async () => {
    await world.fresh({ scenario: "huge" });
    const page = await world.open("failed");
    const bytes = [];
    page.on("response", async (answer) => {
        if (answer.url().includes("/failed-events")) bytes.push((await answer.body().catch(() => "")).length);
    });
    await settled(page);
    await page.waitForSelector("text=50 of 100,000 failed events");
    await page.getByRole("link", { name: "Older" }).click();
    await page.waitForFunction(
        () => document.querySelector(".choose-all + .table-frame tbody tr a")?.textContent === "99950",
    );
    assert.equal(await page.locator(".choose-all + .table-frame tbody tr").count(), 50);
    await page.getByRole("button", { name: "Discard all…" }).click();
    await page.getByRole("button", { name: "Discard 100,000 failed events" }).waitFor();
    assert.ok((await page.locator(".items li").count()) <= 21);
    assert.ok(Math.max(...bytes) < 64 * 1024, `${bytes}`);
    await page.closeAll();
});

test("the page is light: 130 KiB at most", async () => {
    const folder = process.env.PAGE_SITE;
    const bytes = readdirSync(folder)
        .filter((name) => name.endsWith(".gz"))
        .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    assert.ok(bytes <= 130 * 1024, `${bytes} bytes`);
});

test("who wants no motion gets none", async () => {
    await world.fresh();
    const page = await world.open("overview");
    await page.emulateMedia({ reducedMotion: "reduce" });
    await settled(page);
    assert.equal(
        await page
            .getByRole("button", { name: "Pause polling" })
            .evaluate((element) => getComputedStyle(element).transitionDuration),
        "0s",
    );
    await page.closeAll();
});
