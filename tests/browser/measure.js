// node measure.js <bundled page>: what the page weighs, how soon it is painted, what open pages cost the worker, and how it does with
// many rows. Prints a table; asserts nothing, because it measures the machine too. PARCELS says how many (10,000,000).
import { readFileSync, readdirSync, statSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { launch, widths } from "./browser.js";
import { scan, startCarrier } from "./carrier.js";
import { startSqlite } from "./engines.js";
import { token, workerOn } from "./real_worker.js";
import { until } from "./until.js";

const [folder] = process.argv.slice(2);
const parcels = Number(process.env.PARCELS ?? 10_000_000);
const failed = 100_000;
const rows = [];
const note = (what, measured) => {
    rows.push(`| ${what} | ${measured} |`);
    console.error(`${what}: ${measured}`);
};
const median = (values) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)];
const count = (number) => number.toLocaleString("en");

const bytes = readdirSync(folder)
    .filter((name) => name.endsWith(".gz"))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
note("the whole page, gzipped", `${(bytes / 1024).toFixed(1)} KiB`);

const engine = await startSqlite();
const carrier = await startCarrier();
const worker = workerOn(engine, carrier, { "feed-poll-interval": "5s", "lease-duration": "15s" });
for (let id = 1; id <= 200; id++) carrier.events.push(scan(id, 5000 + id));
await worker.start();
await until("it reads", async () => (await worker.get("/cursor"))?.last_event_id === 200);
const browser = await launch();

async function firstPaint() {
    const context = await browser.newContext({ viewport: widths.laptop });
    const page = await context.newPage();
    await page.goto(`${worker.url}#token=${token}`);
    await page.waitForSelector(".headline");
    const paints = [];
    for (let load = 0; load < 5; load++) {
        await page.reload();
        await page.waitForSelector(".headline");
        paints.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime));
    }
    await context.close();
    note(
        "first paint, median of five warm loads",
        `${Math.round(median(paints))} ms (${paints.map(Math.round).join(", ")})`,
    );
}

// Seconds of a core that the worker has used.
function usedSeconds() {
    const fields = readFileSync(`/proc/${worker.pid()}/stat`, "utf8").split(") ")[1].split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
}

const secondsWatched = 60;
async function share() {
    const before = usedSeconds();
    const begun = performance.now();
    await new Promise((resolve) => setTimeout(resolve, secondsWatched * 1000));
    return ((usedSeconds() - before) / ((performance.now() - begun) / 1000)) * 100;
}

// What 50 browsers ask for while a page is open in each: the stream, and in the list of jobs that list each 5 s.
async function fiftyPages() {
    const headers = { Authorization: `Bearer ${token}` };
    const without = await share();
    const closed = new AbortController();
    let events = 0;
    const streams = [];
    for (let page = 0; page < 50; page++) {
        const answer = await fetch(`${worker.url}api/v1/stream`, { headers, signal: closed.signal });
        const reader = answer.body.getReader();
        const read = async () => {
            for (;;) {
                const { done, value } = await reader.read();
                if (done) return;
                events += Buffer.from(value).toString().split("\ndata:").length - 1;
            }
        };
        streams.push(read().catch(() => undefined));
    }
    events = 0;
    const overview = await share();
    const told = events;
    const timers = Array.from({ length: 50 }, (_, page) => {
        const ask = () => void fetch(`${worker.url}api/v1/jobs?limit=50`, { headers }).then((answer) => answer.text());
        return setTimeout(() => timers.push(setInterval(ask, 5_000)), page * 100);
    });
    const jobs = await share();
    for (const timer of timers) clearInterval(timer);
    closed.abort();
    await Promise.all(streams);
    note(`the worker without a page, ${secondsWatched} s`, `${without.toFixed(2)} % of a core`);
    note(
        `50 pages open at the overview, told ${count(told)} states`,
        `${(overview - without).toFixed(2)} % of a core more`,
    );
    note("50 pages open at the list of jobs", `${(jobs - without).toFixed(2)} % of a core more`);
}

async function manyRows() {
    await worker.end();
    engine.run(
        "store",
        `PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT ${parcels})
         INSERT INTO parcel_summary SELECT 10000 + i, i, CASE i % 3 WHEN 0 THEN 'DELIVERY' ELSE 'STATUS' END,
             '2026-01-01T00:15:26.5342120Z', 'IN-TRANSIT', '100', '2026-01-01T00:07:05.9326108Z', i,
             CASE i % 3 WHEN 0 THEN '2026-01-01T00:15:26.5342120Z' END, CASE i % 3 WHEN 0 THEN i END FROM n;
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT ${failed})
         INSERT INTO failed_event (event_id, parcel_id, reason, detail, body, body_hash, occurrences, failed_at_utc, last_failed_at_utc)
             SELECT i, 10000 + i, CASE i % 3 WHEN 0 THEN 'bad timestamp' ELSE 'rejected by the store' END, 'a measurement',
             '{"EventId":' || i || ',"ParcelId":' || (10000 + i) || ',"Type":"STATUS","CreatedDateTimeUtc":"' ||
             CASE i % 3 WHEN 0 THEN 'yesterday' ELSE '2026-01-01T00:07:05Z' END || '","StatusCode":"","User":{"RunId":"1"}}',
             'measured' || i, 1, '2026-01-01T00:00:00.0000000Z', '2026-01-01T00:00:00.0000000Z' FROM n;`,
    );
    await worker.start();
    const page = await browser.newPage({ viewport: widths.laptop });
    await page.goto(`${worker.url}#token=${token}`);
    await page.waitForSelector(".headline");
    await page
        .waitForFunction(() => /1,000,000\+/.test(document.querySelector(".figures")?.innerText ?? ""), null, {
            timeout: 120_000,
        })
        .catch(() => undefined);
    const timed = async (what, act, mark) => {
        const begun = performance.now();
        await act();
        await page.waitForSelector(mark, { timeout: 300_000 });
        note(what, `${Math.round(performance.now() - begun)} ms`);
    };
    const go = (view) => () => page.goto(`${worker.url}#/${view}`);
    await timed(
        `failed events: the first 50 of ${count(failed)}, and their groups`,
        go("failed"),
        "text=50 of 100,000 failed",
    );
    await timed("the next 50", () => page.getByRole("link", { name: "Older" }).click(), "tbody a >> text=/^99950$/");
    await timed(
        `the dry run of “Retry all” over ${count(failed)}`,
        () => page.getByRole("button", { name: "Retry all…" }).click(),
        ".forecast[aria-busy=false] > p:not(.muted)",
    );
    note("… which says", await page.locator(".forecast > p").innerText());
    await page.keyboard.press("Escape");
    await timed(`one parcel of ${count(parcels)}`, go("parcel/777777"), "h2 >> text=Parcel 777777");
    await timed("parcels not delivered for 3 d: the first 50", go("parcel?not_delivered_since=3d"), "text=50 parcels");
    await timed("parcels not scanned for 3 d: the first 50", go("parcel?not_seen_since=3d"), "text=50 parcels");
    await timed(
        "parcels of a type that is none's: one call of 100,000 rows",
        go("parcel?type=NONE"),
        "text=None on this page",
    );
    await timed("the overview again", go("overview"), ".figures");
    note("elements of the page then", await page.evaluate(() => document.querySelectorAll("*").length));
    note("the worker with that table and one page open", `${(await share()).toFixed(2)} % of a core`);
}

await firstPaint();
await fiftyPages();
await manyRows();
await browser.close();
await worker.close();
await carrier.close();
await engine.close();
console.log(`${cpus().length} cores of ${cpus()[0].model}\n\n| what | measured |\n|---|---|\n${rows.join("\n")}`);
