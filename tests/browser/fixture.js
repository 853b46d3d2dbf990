// One browser and one double for the tests of a file; a fresh context for each page.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before } from "node:test";
import { launch, widths } from "./browser.js";
import { startDouble, token } from "./double.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = process.env.PAGE_SITE;
assert.ok(folder, "PAGE_SITE names the folder of the bundled page; `make page-test` sets it");

// What a page did that no page may: errors, violations of its policy, requests to other origins.
export function watch(page, origin, faults) {
    page.on("console", (message) => {
        // A browser logs each answer that is an error; those are the tests' own doing.
        if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
            faults.push(message.text());
    });
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("request", (request) => {
        if (!request.url().startsWith(origin)) faults.push(`request to ${request.url()}`);
    });
}

export function useBrowser() {
    const world = { browser: null, double: null };
    before(async () => {
        world.browser = await launch();
    });
    after(async () => {
        await world.browser.close();
        await world.double?.close();
    });

    // A double of its own for a test, so that no test sees another's actions.
    world.fresh = async (options = {}) => {
        await world.double?.close();
        world.double = await startDouble({ folder, ...options });
        return world.double;
    };

    world.open = async (
        view = "overview",
        { as = token, colorScheme = "light", viewport = widths.laptop, context } = {},
    ) => {
        const faults = [];
        const own =
            context ??
            (await world.browser.newContext({
                colorScheme,
                viewport,
                permissions: ["clipboard-read", "clipboard-write"],
            }));
        const page = await own.newPage();
        watch(page, world.double.url, faults);
        await page.goto(
            as === null
                ? `${world.double.url}#/${view}`
                : `${world.double.url}#/${view}${view.includes("?") ? "&" : "?"}token=${as}`,
        );
        page.faults = faults;
        page.closeAll = async () => {
            assert.deepEqual(faults, []);
            await (context === undefined ? own : page).close();
        };
        return page;
    };
    return world;
}

export async function settled(page) {
    await page.waitForSelector("main h1");
    await page.waitForFunction(() => document.querySelector(".loading, [aria-busy=true]") === null);
}

export async function violationsOf(page) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    return violations.map(
        ({ id, nodes }) =>
            `${id}: ${nodes
                .map(({ target }) => target.join(" "))
                .slice(0, 3)
                .join("; ")}: ${nodes[0].failureSummary}`,
    );
}

export async function overflowOf(page) {
    return page.evaluate(() =>
        Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
    );
}
