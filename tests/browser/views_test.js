import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { widths } from "./browser.js";
import { overflowOf, settled, useBrowser, violationsOf } from "./fixture.js";

const world = useBrowser();
const views = [
    "overview",
    "parcel",
    "parcel/5002",
    "parcel/5003",
    "parcel/999999",
    "parcel/x",
    "parcel?not_delivered_since=3d",
    "failed",
    "failed?state=all&reason=bad timestamp",
    "failed/217",
    "failed/999999",
    "dead",
    "dead/5f3a9c1e",
    "gaps",
    "jobs",
    "jobs/4",
    "jobs/2",
    "jobs/3",
    "audit",
    "settings",
    "report",
    "no-such-view",
];

for (const [scenario, list] of [
    ["troubled", views],
    ["empty", ["overview", "failed", "dead", "gaps", "jobs", "audit"]],
]) {
    describe(`the worker is ${scenario}`, () => {
        for (const [look, colorScheme, viewport] of [
            ["light", "light", widths.laptop],
            ["dark", "dark", widths.laptop],
            ["360 px", "light", widths.narrow],
            ["4k", "dark", widths.wall],
        ]) {
            test(`each view is accessible and fits, ${look}`, async () => {
                await world.fresh({ scenario });
                const page = await world.open(list[0], { colorScheme, viewport });
                for (const view of list) {
                    await page.goto(`${world.double.url}#/${view}`);
                    await page.waitForSelector("main h1, main .empty");
                    await page.waitForFunction(() => document.querySelector(".loading") === null);
                    assert.deepEqual(await violationsOf(page), [], view);
                    assert.equal(await overflowOf(page), 0, `${view} is wider than the screen`);
                }
                await page.closeAll();
            });
        }
    });
}

test("a parcel's timeline shows which event decided which column", async () => {
    await world.fresh();
    const page = await world.open("parcel/9007199254740993");
    await settled(page);
    assert.match(await page.locator(".card").innerText(), /Parcel 9007199254740993/);
    assert.match(await page.locator("#event-83929").innerText(), /Decided when it was picked up/);
    assert.match(await page.locator("#event-86250").innerText(), /Decided when it was delivered and the latest scan/);
    assert.doesNotMatch(await page.locator("#event-84411").innerText(), /Decided/);
    await page.getByRole("button", { name: "event 83929" }).click();
    assert.equal(await page.evaluate(() => document.activeElement.id), "event-83929");
    await page.closeAll();
});

test("a parcel is found by a pasted id, and one that was never scanned is told", async () => {
    await world.fresh();
    const page = await world.open("parcel");
    await page.getByLabel("Parcel id", { exact: true }).fill(" 5,002 ");
    await page.keyboard.press("Enter");
    await page.waitForSelector("text=Parcel 5002");
    await page.getByLabel("Parcel id", { exact: true }).fill("424242");
    await page.getByRole("button", { name: "Find" }).click();
    await page.waitForSelector("text=No scan of parcel 424242 has been applied");
    await page.closeAll();
});

test("raw texts are shown as text, and copied byte for byte", async () => {
    await world.fresh();
    const page = await world.open("failed/217");
    await settled(page);
    assert.match(await page.locator(".raw pre").innerText(), /<script>document.title=1<\/script>/);
    assert.equal(await page.locator("main script, main img").count(), 0);
    await page.locator(".raw").getByRole("button", { name: "Copy the raw text" }).click();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), world.double.state.failed[0].body);
    await page.closeAll();
});

test("a time shows its age, and the exact UTC on hover and on focus", async () => {
    await world.fresh();
    const page = await world.open("failed/216");
    await settled(page);
    const time = page.locator("main time").first();
    assert.match(await time.innerText(), /^3 h 12 min ago/);
    const exact = world.double.state.failed[1].failed_at_utc.replace("T", " ").replace("Z", " UTC");
    await time.hover();
    assert.equal(await page.locator(".hint").innerText(), exact);
    await page.mouse.move(0, 0);
    await time.focus();
    assert.equal(await page.locator(".hint").innerText(), exact);
    await page.closeAll();
});

test("lists come in pages, and the browser's way back leads back", async () => {
    await world.fresh();
    const page = await world.open("failed");
    await settled(page);
    const first = () => page.locator(".choose-all + .table-frame tbody tr a").first().innerText();
    assert.equal(await first(), "217");
    await page.getByRole("link", { name: "Older" }).click();
    await page.waitForFunction(
        () => document.querySelector(".choose-all + .table-frame tbody tr a")?.textContent === "167",
    );
    assert.equal(await page.locator(".choose-all + .table-frame tbody tr").count(), 50);
    await page.goBack();
    await page.waitForFunction(
        () => document.querySelector(".choose-all + .table-frame tbody tr a")?.textContent === "217",
    );
    await page.closeAll();
});

test("failed events are filtered by state, reason and id", async () => {
    await world.fresh();
    const page = await world.open("failed");
    await settled(page);
    await page.getByRole("link", { name: "rejected by the store" }).click();
    await page.waitForSelector(".chip");
    await page.getByLabel("Event id", { exact: true }).fill("81414..81498");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll(".choose-all + .table-frame tbody tr").length === 4);
    await page.getByLabel("State").selectOption("discarded");
    await page.waitForSelector("text=No failed event is like that");
    await page.closeAll();
});

test("a list that cannot be had says why, and asks again when told to", async () => {
    await world.fresh();
    const page = await world.open("audit");
    await settled(page);
    await page.route("**/api/v1/audit*", (route) =>
        route.fulfill({
            status: 503,
            contentType: "application/problem+json",
            body: '{"title":"Service Unavailable","detail":"the store does not answer since 14:03:07 UTC"}',
        }),
    );
    await page.goto(`${world.double.url}#/gaps`);
    await page.goto(`${world.double.url}#/audit`);
    await page.waitForSelector("[role=alert] >> text=The store does not answer since 14:03:07 UTC.");
    await page.unroute("**/api/v1/audit*");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.waitForSelector("text=restored from the backup of 02:00");
    await page.closeAll();
});

test("the chart is told in words, too, with its gap", async () => {
    await world.fresh();
    const page = await world.open("overview");
    await page.waitForSelector(".chart [role=img]");
    assert.match(
        await page.locator("#lag [role=img]").getAttribute("aria-label"),
        /^Now .* at most 2 min in the last hour, with one gap\.$/,
    );
    await page.closeAll();
});

test("dead letters that somebody else looks at are not said to be none", async () => {
    await world.fresh();
    world.double.state.looksElsewhere = 1;
    const page = await world.open("dead");
    await page.waitForSelector("text=3 dead letters, which somebody looks at just now");
    assert.equal(await page.getByText("No dead letters").count(), 0);
    await page.waitForSelector("tbody tr");
    assert.equal(await page.locator("tbody tr").count(), 3);
    await page.closeAll();
});

test("the report is one text to copy", async () => {
    await world.fresh();
    const page = await world.open("report");
    await settled(page);
    await page.getByRole("button", { name: "Copy the report" }).click();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), world.double.state.report);
    await page.closeAll();
});
