// node screenshots.js <bundled page> <folder>: each view in light, dark and at 360 px, to be looked at.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch, widths } from "./browser.js";
import { readToken, startDouble, token } from "./double.js";

const [folder, output] = process.argv.slice(2);
const button = (name) => (page) => page.getByRole("button", { name }).first().click();
const confirmed = (name) => async (page) => {
    await button(name)(page);
    await page.waitForSelector(".forecast[aria-busy=false] > p:not(.muted)");
};
// A replay as it is asked for, and as it goes on once it was begun.
const filledIn = (verb) => async (page) => {
    await page.waitForSelector(".status-link");
    await button(verb)(page);
    await page.getByLabel("From event id").fill("84374");
    await page.getByLabel("Reason").fill("PROJ-311: the carrier brought them back");
    await page.waitForSelector(".forecast[aria-busy=false] > p:not(.muted)");
};
const begun = async (page) => {
    await filledIn("Replay…")(page);
    await page.locator("dialog button[type=submit]").click();
    await page.waitForSelector(".job-line progress");
};
// Each view's address, and what is done there first.
const views = {
    overview: ["overview"],
    parcel: ["parcel/5002"],
    parcels: ["parcel?not_delivered_since=3d"],
    failed: ["failed"],
    "failed-one": ["failed/214"],
    "failed-edit": ["failed/216", confirmed("Edit…")],
    "failed-retry": ["failed", confirmed("Retry… the group rejected by the store")],
    "failed-discard": ["failed", confirmed("Discard… the group bad timestamp")],
    dead: ["dead"],
    "dead-one": ["dead/5f3a9c1e"],
    gaps: ["gaps"],
    jobs: ["jobs"],
    job: ["jobs/4"],
    "job-verify": ["jobs/2"],
    replay: ["jobs", filledIn("Replay…")],
    "replay-begun": ["jobs", begun],
    verify: ["jobs", filledIn("Verify…")],
    pause: ["overview", confirmed("Pause polling")],
    filtered: ["failed?reason=bad timestamp&event_id=80001..80700"],
    nowhere: ["no-such-view"],
    audit: ["audit"],
    settings: ["settings"],
    report: ["report"],
    keys: ["overview", (page) => page.keyboard.press("?")],
};
const looks = [
    ["light", "light", widths.laptop],
    ["dark", "dark", widths.laptop],
    ["narrow", "light", widths.narrow],
    ["wall", "light", widths.wall],
];

mkdirSync(output, { recursive: true });
const double = await startDouble({ folder });
const browser = await launch();
const wanted = process.env.VIEWS?.split(",") ?? Object.keys(views);
for (const [look, colorScheme, viewport] of looks.filter(([look]) =>
    (process.env.LOOKS ?? look).split(",").includes(look),
)) {
    const context = await browser.newContext({ colorScheme, viewport });
    const page = await context.newPage();
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && console.log(look, message.text()));
    page.on("pageerror", (error) => console.log(look, String(error)));
    for (const name of wanted) {
        const [address, first] = views[name];
        await page.goto(`${double.url}#/`);
        await page.goto(`${double.url}#/${address}${address.includes("?") ? "&" : "?"}token=${token}`);
        await page.reload();
        await page.waitForSelector("main h1");
        await page.waitForSelector(".status-link, .headline");
        await page.waitForFunction(() => document.querySelector(".loading") === null);
        if (address === "overview") await page.waitForSelector(".chart [role=img] canvas");
        await first?.(page);
        await page.screenshot({
            path: join(output, `${name}-${look}.png`),
            fullPage: first === undefined && look !== "wall",
        });
    }
    await context.close();
}

// What it looks like while nothing is there, while the worker is away, and to who has no token.
const states = await browser.newContext({ viewport: widths.laptop });
const page = await states.newPage();
await page.goto(double.url);
await page.waitForSelector(".sign-in form");
await page.screenshot({ path: join(output, "sign-in-light.png") });
await page.goto(`${double.url}#token=${token}`);
await page.reload();
await page.waitForSelector(".headline");
double.isDown = true;
double.breakStreams();
await page.waitForSelector(".lost");
await page.screenshot({ path: join(output, "disconnected-light.png") });
double.isDown = false;
await page.waitForFunction(() => document.querySelector(".lost") === null);
// A list that does not come, one that cannot be had, and a token that may only read.
let answerIt = () => undefined;
await page.route("**/api/v1/audit*", async (route) => {
    await new Promise((resolve) => (answerIt = resolve));
    await route.fulfill({
        status: 503,
        contentType: "application/problem+json",
        body: '{"title":"Service Unavailable","detail":"the store at db.example.com does not answer since 14:03:07 UTC"}',
    });
});
await page.goto(`${double.url}#/audit`);
await page.waitForSelector(".loading");
await page.screenshot({ path: join(output, "loading-light.png") });
answerIt();
await page.waitForSelector("[role=alert]");
await page.screenshot({ path: join(output, "error-light.png") });
const reader = await states.newPage();
await reader.goto(`${double.url}#/failed?token=${readToken}`);
await reader.waitForSelector(".only-shown");
await reader.screenshot({ path: join(output, "read-only-light.png") });
await reader.setViewportSize(widths.narrow);
await reader.screenshot({ path: join(output, "read-only-narrow.png") });
const empty = await startDouble({ folder, scenario: "empty" });
await page.goto(`${empty.url}#token=${token}`);
await page.waitForSelector(".headline");
await page.screenshot({ path: join(output, "empty-light.png"), fullPage: true });
await empty.close();
await browser.close();
await double.close();
