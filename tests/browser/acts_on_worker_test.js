// Each action of the page, on workers with real failures: events that no rule takes, a store that refuses parcels, messages that a
// worker died over, a feed that forgot. On SQLite and on PostgreSQL. SCAN_PROGRAM names the program.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, widths } from "./browser.js";
import { scan, startCarrier } from "./carrier.js";
import { startPostgres, startSqlite } from "./engines.js";
import { violationsOf, watch } from "./fixture.js";
import { readToken, token, workerOn } from "./real_worker.js";
import { until } from "./until.js";

const skip = process.env.SCAN_PROGRAM === undefined ? "SCAN_PROGRAM names no program" : false;

for (const [name, startEngine] of [
    ["SQLite", startSqlite],
    ["PostgreSQL", startPostgres],
].filter(([one]) => (process.env.ENGINE ?? one) === one)) {
    describe(`a worker on ${name}`, { skip }, () => {
        let engine, carrier, worker, browser, page;
        const faults = [];

        before(async () => {
            engine = await startEngine();
            carrier = await startCarrier();
            worker = workerOn(engine, carrier);
            for (let id = 101; id <= 140; id++) carrier.events.push(scan(id, 5000 + (id % 20)));
            // Six that no rule takes, and four whose type is missing.
            for (let id = 141; id <= 146; id++) carrier.events.push(scan(id, 600, { CreatedDateTimeUtc: "yesterday" }));
            for (let id = 147; id <= 150; id++) carrier.events.push(scan(id, 600, { ParcelId: `<b>${id}</b>` }));
            await worker.start();
            await until(
                "the first events are applied",
                async () =>
                    (await worker.get("/cursor"))?.last_event_id === 150 &&
                    (await worker.get("/parcels?type=STATUS"))?.parcels.length === 20,
            );
            // And five that the store refuses.
            engine.run("store", engine.refuse);
            for (let id = 151; id <= 155; id++) carrier.events.push(scan(id, 700 + id));
            await until("15 events failed", async () => (await openOf()) === 15);
            engine.run("store", engine.take);
            browser = await launch();
            await newPage();
        });
        after(async () => {
            await browser?.close();
            await worker?.close();
            await carrier?.close();
            await engine?.close();
        });

        // Each start of the worker takes another port.
        async function newPage() {
            await page?.close();
            page = await browser.newPage({ viewport: widths.laptop });
            watch(page, worker.url, faults);
            await page.goto(`${worker.url}#token=${token}`);
            await page.waitForSelector(".headline");
        }

        // The status is told each 5 s; lists are asked.
        async function openOf() {
            const { groups } = await worker.get("/failed-events/groups?state=open");
            return groups.reduce((sum, { count }) => sum + count, 0);
        }

        async function open(view) {
            await page.goto(`${worker.url}#/overview`);
            await page.goto(`${worker.url}#/${view}`);
            await page.waitForSelector("main h1");
            await page.waitForFunction(() => document.querySelector(".loading") === null);
        }

        // Opens the dialog, reads what its dry run says, and confirms. Returns the words of both, and leaves the dialog open.
        async function confirm(button, { verb, fill = {}, type }) {
            await button.click();
            const dialog = page.locator("dialog[open]");
            await dialog.waitFor();
            for (const [label, text] of Object.entries(fill)) {
                if (text === true) await dialog.getByLabel(label).check();
                else await dialog.getByLabel(label).fill(text);
            }
            const reason = `PROJ-7: ${name} ${verb}`;
            await dialog.getByLabel("Reason").fill(reason);
            if (type !== undefined) await dialog.getByLabel(/^Type/).fill(type);
            const submit = dialog.getByRole("button", { name: verb, exact: typeof verb === "string" });
            await submit.waitFor();
            const foretold = await dialog.locator(".forecast[aria-busy=false] > p:not(.muted)").innerText();
            assert.deepEqual(await violationsOf(page), []);
            await submit.click();
            await dialog.locator(".outcome, form [role=alert]").waitFor();
            assert.equal(await dialog.locator("form").count(), 0, await dialog.innerText());
            const result = (await dialog.locator(".outcome > p").first().innerText()).trim();
            return { dialog, foretold, result, reason };
        }

        async function act(button, asked) {
            const { dialog, reason, ...said } = await confirm(button, asked);
            await dialog.locator(".audit-line >> text=operator").waitFor();
            assert.deepEqual(await violationsOf(page), []);
            await dialog.getByRole("button", { name: "Done" }).click();
            const { audit } = await worker.get("/audit");
            assert.equal(audit.find((row) => row.reason === reason)?.who, "operator");
            return said;
        }

        const button = (words) => page.getByRole("button", { name: words, exact: true });
        const failedOf = async (query) => (await worker.get(`/failed-events?limit=100&${query}`)).failed_events;

        test("what failed is shown by its reasons, as text, and judged by today's rules", async () => {
            await open("failed");
            await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 3 + 15);
            assert.match(
                await page.locator(".table-frame").first().innerText(),
                /bad timestamp\s+6[\s\S]*rejected by the store\s+5/,
            );
            const [refused] = await failedOf("event_id=147..147");
            const [stored] = await failedOf("event_id=151..151");
            assert.equal(refused.parcel_id, null);
            await open(`failed/${stored.id}`);
            await page.waitForSelector("text=Today's rules would take it.");
            await open(`failed/${refused.id}`);
            await page.waitForSelector("text=Today's rules would refuse it again");
            assert.match(await page.locator(".raw pre").innerText(), /<b>14\d<\/b>/);
            assert.deepEqual(await violationsOf(page), []);
        });

        test("the overview has the store's own figures", async () => {
            await open("overview");
            await page.waitForFunction(() => {
                const figures = new Map(
                    [...document.querySelectorAll(".figure")].map((figure) => [
                        figure.querySelector("dt").innerText,
                        figure.querySelector("a, button").innerText,
                    ]),
                );
                return figures.get("Cursor") === "155" && figures.get("Parcels") === "20";
            });
            assert.match(await page.locator(".pipeline").innerText(), /settled up to event 1\d\d/);
        });

        test("one failed event is retried, and applied", async () => {
            const [stored] = await failedOf("event_id=151..151");
            await open(`failed/${stored.id}`);
            const { foretold, result } = await act(button("Retry…"), { verb: "Retry 1 failed event" });
            assert.equal(foretold, "1 would be applied.");
            assert.equal(result, "1 sent to the queue.");
            await until(
                "it is resolved",
                async () => (await failedOf("event_id=151..151&state=resolved")).length === 1,
            );
            await open("parcel/851");
            await page.waitForSelector("h2 >> text=Parcel 851");
            assert.match(await page.locator(".timeline").innerText(), /Decided the latest scan/);
        });

        test("one failed event is edited, and its new text applied", async () => {
            const [stored] = await failedOf("event_id=141..141");
            await open(`failed/${stored.id}`);
            const { foretold } = await act(button("Edit…"), {
                verb: "Send the new text",
                fill: { "Text of the event": JSON.stringify(scan(141, 600)) },
            });
            assert.equal(foretold, "1 would be applied.");
            await page.waitForSelector("h1 >> text=resolved");
            await page.waitForSelector("text=The text that was sent in its place");
            await until("the new text is applied", async () => (await worker.get("/parcels/600")) !== null);
        });

        test("failed events are discarded: one, chosen ones, by a filter, a group", async () => {
            const [stored] = await failedOf("event_id=142..142");
            await open(`failed/${stored.id}`);
            await act(button("Discard…"), { verb: "Discard 1 failed event", type: "1" });
            await page.waitForSelector("h1 >> text=discarded");

            await open("failed");
            const [chosen] = await failedOf("event_id=143..143");
            await page.getByLabel(`Select failed event ${chosen.id}`, { exact: true }).check();
            const selection = page.getByRole("region", { name: "Selection" });
            await act(selection.getByRole("button", { name: "Discard…" }), {
                verb: "Discard 1 failed event",
                type: "1",
            });

            await open("failed?event_id=144..145");
            const filtered = page.getByRole("region", { name: "What the filter finds" });
            await act(filtered.getByRole("button", { name: "Discard…" }), {
                verb: "Discard 2 failed events",
                type: "2",
            });
            assert.equal((await failedOf("event_id=144..145&state=discarded")).length, 2);

            await open("failed");
            await act(button("Discard… the group bad timestamp"), { verb: "Discard 1 failed event", type: "1" });
            await until("eight are left", async () => (await openOf()) === 8);
        });

        test("a group is retried, and all that is left discarded", async () => {
            await open("failed");
            const { foretold } = await act(button("Retry… the group rejected by the store"), {
                verb: "Retry 4 failed events",
            });
            assert.equal(foretold, "4 would be applied.");
            await until("they are applied", async () => (await openOf()) === 4);
            await open("failed");
            await button("Retry all…").click();
            await page.locator(".forecast >> text=4 would be refused still.").waitFor();
            assert.ok(await button("Retry 0 failed events").isDisabled(), "nothing would be done");
            await page.keyboard.press("Escape");
            await act(button("Discard all…"), { verb: "Discard 4 failed events", type: "4" });
            await page.waitForSelector("text=No failed event is open");
        });

        test("polling and processing are paused and resumed", async () => {
            for (const stage of ["polling", "processing"]) {
                await open("overview");
                const { foretold } = await act(button(`Pause ${stage}`), { verb: "Pause", fill: { For: "30m" } });
                assert.match(foretold, /would be paused until/);
                await page.waitForSelector(`.arrow >> text=operator: PROJ-7: ${name} Pause`);
                await act(button(`Resume ${stage}`), { verb: "Resume" });
                await button(`Pause ${stage}`).waitFor();
            }
        });

        let nextId = 201;
        // Messages in the hands of a worker that is killed: they are received too often then.
        async function makeDeadLetters(events, whileItIsDead = () => undefined) {
            await worker.end();
            await worker.start("poll");
            const first = nextId;
            for (; nextId < first + events; nextId++)
                carrier.events.push(scan(nextId, nextId === first ? 666 : 5000 + (nextId % 20)));
            const last = nextId - 1;
            await until("they are queued", async () => (await worker.get("/cursor"))?.last_event_id === last);
            await worker.end();
            engine.run("store", engine.stick);
            await worker.start("process");
            const count = (more) =>
                Number(engine.ask("queue", `SELECT count(*) FROM message WHERE queue <> 'dead_letters' ${more}`));
            const all = count("");
            await until("a worker holds them all", () => count("AND receive_count > 0") === all);
            await worker.end("SIGKILL");
            engine.run("store", engine.loosen);
            whileItIsDead();
            await worker.start();
            await newPage();
            await until("they are dead letters", async () => (await worker.get("/dead-letters"))?.count === all);
            return all;
        }
        const deadOf = async () => (await worker.get("/dead-letters"))?.count;

        test("dead letters are shown, one is redriven, the others drained", async () => {
            const count = await makeDeadLetters(30, () => {
                // Meanwhile the feed shows more, and forgets the first of it.
                nextId = 300;
                for (; nextId <= 320; nextId++) carrier.events.push(scan(nextId, 5000 + (nextId % 20)));
                carrier.retainedFrom = 310;
            });
            assert.ok(count >= 3, `${count} messages`);
            await open("dead");
            await page.locator("tbody a").first().click();
            await page.waitForSelector("text=Today's rules would take it.");
            assert.match(await page.locator(".raw pre").innerText(), /"EventId":2\d\d/);
            assert.deepEqual(await violationsOf(page), []);
            await open("dead");
            const redriven = await act(button("Redrive…"), {
                verb: "Redrive 1 dead letter",
                fill: { "At most": "1", Rate: "10" },
            });
            assert.match(redriven.foretold, /^1 dead letter with \d+ events would be sent back to the queue\.$/);
            await until("one is gone", async () => (await deadOf()) === count - 1);
            await open("dead");
            const drained = await act(button("Drain…"), {
                verb: `Drain ${count - 1} dead letters`,
            });
            assert.match(drained.result, new RegExp(`^${count - 1} dead letters with \\d+ events drained\\.`));
            await page.waitForSelector("text=No dead letters");
            await until("the event that a worker died over is in the table", async () => worker.get("/parcels/666"));
        });

        test("dead letters are purged, and their texts kept", async () => {
            const count = await makeDeadLetters(20);
            await open("dead");
            await act(button("Purge…"), { verb: `Purge ${count} dead letters`, type: `${count}` });
            await page.waitForSelector("text=No dead letters");
            assert.equal((await failedOf("state=discarded&event_id=321..340")).length, 20);
        });

        test("a gap is replayed once the carrier brings it back, and acknowledged", async () => {
            const { feed_gaps } = await worker.get("/feed-gaps");
            const gap = feed_gaps.find(({ proven, state }) => proven && state === "open");
            assert.deepEqual([gap?.after_event_id, gap?.before_event_id], [230, 310]);
            carrier.retainedFrom = 0;
            await open("gaps");
            assert.deepEqual(await violationsOf(page), []);
            const { dialog, foretold, result } = await confirm(button(`Replay… gap ${gap.id}`), {
                verb: "Replay 79 ids",
            });
            assert.match(foretold, /^The ids from 231 to 309 would be read from the feed again/);
            assert.match(result, /^Job \d+ has begun\.$/);
            await dialog.locator(".job-line .badge >> text=done").waitFor();
            assert.deepEqual(await violationsOf(page), []);
            await dialog.getByRole("button", { name: "Done" }).click();
            const [job] = (await worker.get("/jobs")).jobs;
            assert.deepEqual([job.kind, job.state, job.done], ["replay", "done", 10]);
            await until("what was forgotten is applied", async () =>
                (await worker.get(`/parcels/${5000 + (309 % 20)}?history=true`))?.history.some(
                    ({ event_id }) => event_id === 309,
                ),
            );
            const acknowledged = await act(button(`Acknowledge… gap ${gap.id}`), { verb: "Acknowledge" });
            assert.equal(acknowledged.foretold, "A gap of at most 79 ids would be acknowledged.");
            await button(`Acknowledge… gap ${gap.id}`).waitFor({ state: "detached" });
        });

        test("a range is verified, a difference shown and then mended", async () => {
            engine.run("store", "UPDATE parcel_summary SET latest_status_code = 'LOST' WHERE parcel_id = 5001");
            await open("jobs");
            await page.waitForSelector(".status-link");
            const looked = await confirm(button("Verify…"), {
                verb: /^Verify 3\d\d ids$/,
                fill: { "From event id": "1" },
            });
            assert.match(looked.foretold, /compared with the table: at most 3\d\d events\.$/);
            await looked.dialog.locator(".job-line .badge >> text=done").waitFor();
            await looked.dialog.locator(".job-line a").click();
            await page.waitForSelector("h2 >> text=1 in");
            assert.match(await page.locator("tbody").innerText(), /5001\s+latest_status_code\s+LOST\s+IN-TRANSIT/);
            assert.deepEqual(await violationsOf(page), []);
            await open("jobs");
            const mended = await confirm(button("Verify…"), {
                verb: /^Verify 3\d\d ids$/,
                fill: { "From event id": "1", "Mend what differs": true },
            });
            await mended.dialog.locator(".job-line .badge >> text=done").waitFor();
            await mended.dialog.locator(".audit-line >> text=operator").waitFor();
            assert.equal((await worker.get("/parcels/5001")).latest_status_code, "IN-TRANSIT");
            await mended.dialog.getByRole("button", { name: "Done" }).click();
        });

        test("a job that waits is cancelled", async () => {
            await worker.post("/pause", { what: "poll" });
            await open("jobs");
            await page.waitForSelector(".status-link");
            const { dialog } = await confirm(button("Replay…"), {
                verb: /^Replay 3\d\d ids$/,
                fill: { "From event id": "1", Rate: "1" },
            });
            await dialog.locator(".job-line a").click();
            await page.waitForSelector("h1 >> text=Job");
            await act(button("Cancel…"), { verb: "Cancel the job" });
            await page.waitForSelector("h1 >> text=cancelled");
            await worker.post("/resume", { what: "poll" });
        });

        test("each view of this worker breaks no rule of accessibility, in light and dark", async () => {
            for (const colorScheme of ["light", "dark"]) {
                await page.emulateMedia({ colorScheme });
                for (const view of [
                    "overview",
                    "parcel/666",
                    "parcel?type=STATUS",
                    "failed?state=all",
                    "dead",
                    "gaps",
                    "jobs",
                    "audit",
                    "settings",
                    "report",
                ]) {
                    await open(view);
                    assert.equal(await page.locator("[role=alert]").count(), 0, view);
                    assert.deepEqual(await violationsOf(page), [], `${view}, ${colorScheme}`);
                }
            }
        });

        test("a token that may only read sees it all, is offered nothing, and is told why", async () => {
            const other = await browser.newPage({ viewport: widths.laptop });
            await other.goto(`${worker.url}#token=${readToken}`);
            await other.waitForSelector(".headline");
            await other.waitForSelector("text=the token of desk may only read");
            await other.goto(`${worker.url}#/jobs`);
            await other.waitForSelector("tbody tr");
            assert.equal(await other.getByRole("button", { name: /Replay|Verify/ }).count(), 0);
            await other.close();
            assert.deepEqual(faults, []);
        });
    });
}
