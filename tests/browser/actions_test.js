import assert from "node:assert/strict";
import { test } from "node:test";
import { readToken, token } from "./double.js";
import { settled, useBrowser, violationsOf } from "./fixture.js";

const world = useBrowser();

// Opens the dialog, fills it in and confirms; returns the words of the dry run and of the result. `isAudited` false: what only
// looks leaves no line in the audit.
async function act(page, button, { confirm, fill = {}, type, isAudited = true }) {
    await button.click();
    const dialog = page.locator("dialog[open]");
    await dialog.waitFor();
    for (const [label, text] of Object.entries(fill)) {
        if (text === true) await dialog.getByLabel(label).check();
        else await dialog.getByLabel(label).fill(text);
    }
    const submit = dialog.getByRole("button", { name: confirm, exact: true });
    await submit.waitFor();
    assert.ok(await submit.isDisabled(), "it cannot be confirmed without a reason");
    await dialog.getByLabel("Reason").fill("PROJ-1: mended");
    if (type !== undefined) {
        assert.ok(await submit.isDisabled(), "it cannot be confirmed without its number");
        await dialog.getByLabel(/^Type/).fill(type);
    }
    const forecast = dialog.locator(".forecast[aria-busy=false] > p:not(.muted)");
    await forecast.waitFor();
    const foretold = await forecast.innerText();
    assert.deepEqual(await violationsOf(page), []);
    await submit.click();
    await dialog.locator(".outcome").waitFor();
    const result = (await dialog.locator(".outcome > p").first().innerText()).trim();
    const [row] = world.double.state.audit;
    if (isAudited) {
        assert.equal(row.reason, "PROJ-1: mended");
        assert.equal(row.result, "done");
        await dialog.getByText(`${row.who}: ${row.what}: ${row.result}`).waitFor();
    } else {
        assert.notEqual(row?.reason, "PROJ-1: mended");
    }
    assert.deepEqual(await violationsOf(page), []);
    assert.equal(await dialog.getByRole("link", { name: "In the audit" }).getAttribute("href"), "#/audit");
    await dialog.getByRole("button", { name: "Done" }).click();
    await dialog.waitFor({ state: "hidden" });
    return { foretold, result };
}

async function opened(view) {
    await world.fresh();
    const page = await world.open(view);
    await settled(page);
    return page;
}

test("one failed event is retried from its own page", async () => {
    const page = await opened("failed/214");
    const { foretold, result } = await act(page, page.getByRole("button", { name: "Retry…" }), {
        confirm: "Retry 1 failed event",
    });
    assert.equal(foretold, "1 would be applied.");
    assert.equal(result, "1 sent to the queue.");
    await page.waitForSelector("h1 >> text=retried");
    assert.equal(await page.getByRole("button", { name: "Retry…" }).count(), 0);
    await page.closeAll();
});

test("an edited event is judged while it is written", async () => {
    const page = await opened("failed/216");
    await page.getByRole("button", { name: "Edit…" }).click();
    const dialog = page.locator("dialog[open]");
    await dialog.locator("text=the new text is refused: bad timestamp").waitFor();
    await dialog.getByLabel("Text of the event").fill('{"EventId":1,}');
    await dialog.locator("text=This is not JSON: line 1, column 14").waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Edit…", "the focus goes back");
    await act(page, page.getByRole("button", { name: "Edit…" }), {
        confirm: "Send the new text",
        fill: { "Text of the event": '{"EventId":9007199254740993,"CreatedDateTimeUtc":"2026-01-01T00:00:00Z"}' },
    });
    await page.waitForSelector("h1 >> text=resolved");
    await page.closeAll();
});

test("a discard names its number and wants it typed", async () => {
    const page = await opened("failed/216");
    await act(page, page.getByRole("button", { name: "Discard…" }), { confirm: "Discard 1 failed event", type: "1" });
    await page.waitForSelector("h1 >> text=discarded");
    await page.closeAll();
});

test("chosen ones, a group and all are retried or discarded", async () => {
    const page = await opened("failed");
    await page.getByLabel("Select failed event 214").check();
    await page.getByLabel("Select failed event 216").check();
    const { foretold } = await act(
        page,
        page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Retry…" }),
        { confirm: "Retry 1 failed event" },
    );
    assert.equal(foretold, "1 would be applied, 1 would be refused still.");
    await page.waitForFunction(() => document.querySelector("[aria-label='Select failed event 214']") === null);
    await act(page, page.getByRole("button", { name: "Retry… the group rejected by the store" }), {
        confirm: "Retry 53 failed events",
    });
    await act(page, page.getByRole("button", { name: "Discard… the group bad timestamp" }), {
        confirm: "Discard 108 failed events",
        type: "108",
    });
    await act(page, page.getByRole("button", { name: "Discard all…" }), {
        confirm: "Discard 55 failed events",
        type: "55",
    });
    await page.waitForSelector("text=No failed event is open");
    await page.closeAll();
});

test("what a filter finds is retried or discarded, also beyond the page", async () => {
    const page = await opened("failed?reason=rejected by the store");
    const found = page.getByRole("region", { name: "What the filter finds" });
    assert.match(await found.innerText(), /^54 open failed events/);
    const retried = await act(page, found.getByRole("button", { name: "Retry…" }), {
        confirm: "Retry 54 failed events",
    });
    assert.equal(retried.foretold, "54 would be applied.");
    await page.waitForSelector("text=No failed event is open");
    await page.goto(`${world.double.url}#/failed?event_id=80001..80700`);
    await page.waitForFunction(() => /^50 open/.test(document.querySelector(".filtered")?.innerText ?? ""));
    await act(page, found.getByRole("button", { name: "Discard…" }), {
        confirm: "Discard 50 failed events",
        type: "50",
    });
    await page.waitForSelector("text=No failed event is open");
    assert.equal(world.double.state.failed.filter(({ state }) => state === "discarded").length, 50);
    await page.closeAll();
});

test("dead letters are redriven, drained, purged", async () => {
    const page = await opened("dead");
    await act(page, page.getByRole("button", { name: "Redrive…" }), {
        confirm: "Redrive 1 dead letter",
        fill: { "At most": "1", Rate: "10" },
    });
    await act(page, page.getByRole("button", { name: "Purge…" }), { confirm: "Purge 2 dead letters", type: "2" });
    await page.waitForSelector("text=No dead letters");
    await page.closeAll();
    const other = await opened("dead");
    await act(other, other.getByRole("button", { name: "Drain…" }), { confirm: "Drain 3 dead letters" });
    await other.closeAll();
});

test("a gap is replayed and acknowledged", async () => {
    const page = await opened("gaps");
    const { foretold, result } = await act(page, page.getByRole("button", { name: "Replay… gap 2" }), {
        confirm: "Replay 38 ids",
    });
    assert.equal(
        foretold,
        "The ids from 84,374 to 84,411 would be read from the feed again and queued: at most 38 events.",
    );
    assert.equal(result, "Job 5 has begun.");
    assert.deepEqual(world.double.state.jobs[0].arguments, { from: 84374, to: 84411 });
    const acknowledged = await act(page, page.getByRole("button", { name: "Acknowledge… gap 2" }), {
        confirm: "Acknowledge",
    });
    assert.equal(acknowledged.foretold, "A gap of at most 38 ids would be acknowledged.");
    await page.waitForFunction(() => document.querySelectorAll("tbody .buttons").length === 0);
    await page.closeAll();
});

test("polling and processing are paused and resumed", async () => {
    const page = await opened("overview");
    for (const stage of ["polling", "processing"]) {
        const { foretold } = await act(page, page.getByRole("button", { name: `Pause ${stage}` }), {
            confirm: "Pause",
        });
        assert.match(foretold, /would be paused until \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\.$/);
        await page.waitForSelector(`.condition >> text=paused by admin: PROJ-1`);
        await act(page, page.getByRole("button", { name: `Resume ${stage}` }), { confirm: "Resume" });
        await page.getByRole("button", { name: `Pause ${stage}` }).waitFor();
    }
    await page.getByRole("button", { name: "Pause polling" }).click();
    await page.getByLabel("For", { exact: true }).fill("soon");
    await page.waitForSelector(".forecast >> text=For is no duration: 30m, 2h.");
    assert.ok(await page.getByRole("button", { name: "Pause", exact: true }).isDisabled());
    await page.closeAll();
});

test("a range is replayed, and its job followed in the dialog until it is over", async () => {
    const page = await opened("jobs");
    await page.waitForSelector(".status-link");
    await page.getByRole("button", { name: "Replay…" }).click();
    const dialog = page.locator("dialog[open]");
    await dialog.getByLabel("From event id").fill("96451");
    await dialog.locator(".forecast >> text=The range 96451 to 96449 has no ids.").waitFor();
    await dialog.getByLabel("From event id").fill("96001");
    await dialog.getByLabel("Rate").fill("50");
    await dialog.locator(".forecast >> text=The ids from 96,001 to 96,449 would be read").waitFor();
    await dialog.getByLabel("Reason").fill("PROJ-2");
    await dialog.getByText("The same by command or API").click();
    assert.equal(
        await dialog.locator(".same pre").first().innerText(),
        "scan-event-worker replay --from 96001 --rate 50 --to 96449 --reason PROJ-2",
    );
    await dialog.getByRole("button", { name: "Replay 449 ids" }).click();
    await dialog.locator(".job-line >> text=It waits for a worker that polls.").waitFor();
    const [job] = world.double.state.jobs;
    assert.deepEqual([job.arguments, job.rate], [{ from: 96001, to: 96449 }, 50]);
    Object.assign(job, { state: "running", claimed_by: "host-1:4711", position: 96224, done: 224 });
    await dialog.locator(".job-line >> text=224 done").waitFor();
    assert.equal(await dialog.locator("progress").evaluate(({ value }) => Math.round(value * 100)), 50);
    assert.deepEqual(await violationsOf(page), []);
    Object.assign(job, { state: "done", claimed_by: "", position: 96449, done: 449, result: "449 events queued" });
    await dialog.locator(".job-line >> text=449 events queued").waitFor();
    await dialog.getByRole("link", { name: "Job 5" }).click();
    await page.waitForSelector("h1 >> text=Job 5");
    await page.waitForFunction(() => document.querySelector("dialog") === null);
    await page.closeAll();
});

test("a range is verified, with and without mending, and what was found is shown", async () => {
    const page = await opened("jobs");
    await page.waitForSelector(".status-link");
    const only = await act(page, page.getByRole("button", { name: "Verify…" }), {
        confirm: "Verify 2,000 ids",
        fill: { "From event id": "1", "To event id": "2000" },
        isAudited: false,
    });
    assert.match(only.foretold, /compared with the table: at most 2,000 events\.$/);
    const mending = await act(page, page.getByRole("button", { name: "Verify…" }), {
        confirm: "Verify 96,449 ids",
        fill: { "From event id": "1", "Mend what differs": true },
    });
    assert.match(mending.foretold, /what differs would be mended: at most 96,449 events\.$/);
    await page.goto(`${world.double.url}#/jobs/2`);
    await page.waitForSelector("h2 >> text=2 in 20,000 events compared");
    assert.match(await page.locator("tbody").innerText(), /9007199254740993\s+delivered_at_utc\s+nothing\s+2026/);
    await page.goto(`${world.double.url}#/jobs/3`);
    await page.waitForSelector("text=The table is as the feed says");
    await page.closeAll();
});

test("a job is cancelled", async () => {
    const page = await opened("jobs/4");
    const { foretold } = await act(page, page.getByRole("button", { name: "Cancel…" }), {
        confirm: "Cancel the job",
    });
    assert.equal(foretold, "Job 4 would be cancelled; it is running now.");
    await page.waitForSelector(".badge >> text=cancelled");
    assert.equal(await page.getByRole("button", { name: "Cancel…" }).count(), 0);
    await page.closeAll();
});

test("a dialog shows the command and the call that do the same, with every digit", async () => {
    const page = await opened("failed/214");
    await page.getByRole("button", { name: "Retry…" }).click();
    await page.getByLabel("Reason").fill("it's mended");
    await page.getByText("The same by command or API").click();
    assert.equal(
        await page.locator(".same pre").first().innerText(),
        "scan-event-worker failed retry 214 --reason 'it'\\''s mended'",
    );
    assert.match(await page.locator(".same pre").last().innerText(), /^POST \/api\/v1\/failed-events\/retry\n/);
    assert.deepEqual(await violationsOf(page), []);
    await page.closeAll();
});

test("an action that the worker refuses says so and keeps what was written", async () => {
    const page = await opened("failed/216");
    await page.getByRole("button", { name: "Discard…" }).click();
    const dialog = page.locator("dialog[open]");
    await dialog.getByLabel("Reason").fill("PROJ-1");
    await dialog.getByLabel(/^Type/).fill("1");
    world.double.state.failed.find(({ id }) => id === 216).state = "resolved";
    await dialog.getByRole("button", { name: "Discard 1 failed event" }).click();
    await dialog.locator("[role=alert] >> text=none of these is open").waitFor();
    assert.equal(await dialog.getByLabel("Reason").inputValue(), "PROJ-1");
    await page.closeAll();
});

test("without a token the page shows everything and offers nothing; nor with one that may only read", async () => {
    for (const [options, as, words] of [
        [{ needsToken: false }, null, /Not signed in: this page only shows/],
        [{}, readToken, /desk, whose token may only read/],
    ]) {
        await world.fresh(options);
        const page = await world.open("failed", { as });
        await settled(page);
        assert.match(await page.locator(".side-foot").innerText(), words);
        const why = options.needsToken === false ? /this worker has no token/ : /the token of desk may only read/;
        for (const view of ["failed", "failed/214", "dead", "gaps", "jobs", "jobs/4", "overview"]) {
            await page.goto(`${world.double.url}#/${view}`);
            await settled(page);
            assert.equal(
                await page
                    .getByRole("button", {
                        name: /Retry|Edit|Discard|Redrive|Drain|Purge|Acknowledge|Pause|Resume|Replay|Verify|Cancel/,
                    })
                    .count(),
                0,
                view,
            );
            await page.waitForSelector(".only-shown");
            assert.match(await page.locator(".only-shown").innerText(), why, view);
        }
        await page.closeAll();
    }
});

test("the link's token is taken once and leaves the address; another is asked for when it is refused", async () => {
    await world.fresh();
    const page = await world.open("failed");
    await settled(page);
    assert.equal(page.url(), `${world.double.url}#/failed`);
    await page.reload();
    await settled(page);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Token").fill("wrong");
    await page.getByRole("button", { name: "Show the page" }).click();
    await page.waitForSelector("text=The worker does not know this token");
    assert.deepEqual(await violationsOf(page), []);
    await page.getByLabel("Token").fill(token);
    await page.keyboard.press("Enter");
    await settled(page);
    await page.closeAll();
});
