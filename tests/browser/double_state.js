// What the double knows at its start: a worker with one of everything, or one that is well, or one that has nothing yet.

export const utc = (ms) => new Date(ms).toISOString().replace("Z", "4321Z");
let now = Date.now();
const ago = (seconds) => utc(now - seconds * 1000);

const event = (id, parcel, type, at, extra = "") =>
    `{"EventId":${id},"ParcelId":${parcel},"Type":"${type}","CreatedDateTimeUtc":"${at}","StatusCode":"","Device":{"DeviceTransactionId":${id},"DeviceId":103},"User":{"UserId":"NC1001","CarrierId":"NC","RunId":"100"}${extra}}`;

function failedEvents(count = 217) {
    const rows = [];
    for (let id = count; id > 0; id--) {
        const kind = id % 4;
        const eventId = id === 217 ? 9007199254740993n : 80000 + id * 7;
        const reason =
            kind === 0
                ? "bad timestamp"
                : kind === 1
                  ? "no usable ParcelId"
                  : kind === 2
                    ? "rejected by the store"
                    : "bad timestamp";
        rows.push({
            id,
            event_id: kind === 1 && id !== 217 ? null : eventId,
            parcel_id: kind === 1 ? null : 5000 + (id % 40),
            reason,
            detail:
                kind === 1
                    ? 'ParcelId is "<img src=x onerror=alert(1)>", no whole number from 1 to 9223372036854775807'
                    : kind === 2
                      ? "value too long for type character varying(200)"
                      : 'CreatedDateTimeUtc is "yesterday"',
            state: "open",
            occurrences: 1 + (id % 3),
            failed_at_utc: ago(7200 + id * 20),
            last_failed_at_utc: ago(300 + id * 10),
            body: event(
                eventId,
                5000 + (id % 40),
                "STATUS",
                "yesterday",
                ',"Note":"<script>document.title=1</script>"',
            ),
            acceptable_now: kind === 2,
            edited_body: null,
            acceptable_reason: kind === 2 ? "" : 'bad timestamp: CreatedDateTimeUtc is "yesterday".',
        });
    }
    return rows;
}

function figures() {
    const points = [];
    for (let second = 3600; second > 0; second -= 10) {
        if (second > 1500 && second < 1860) continue;
        const wave = Math.sin(second / 170) + Math.sin(second / 47) / 2;
        const behind = second < 1500 && second > 900 ? (second - 900) / 4 : 0;
        points.push({
            at_utc: ago(second),
            lag_seconds: Math.max(0, 2.5 + wave + behind),
            events_per_second: Math.max(0, 92 + 18 * wave + (behind > 0 ? 240 : 0)),
        });
    }
    return points;
}

function parcels() {
    const row = (parcel, delivered) => ({
        parcel_id: parcel,
        latest_event_id: delivered ? 86250 : 86100,
        latest_type: delivered ? "DELIVERY" : "STATUS",
        latest_created_date_time_utc: "2026-01-01T00:15:26.5342120Z",
        latest_status_code: delivered ? "" : "IN-TRANSIT",
        latest_run_id: "20260101",
        picked_up_at_utc: "2026-01-01T00:07:05.9326108Z",
        delivered_at_utc: delivered ? "2026-01-01T00:15:26.5342120Z" : null,
    });
    const scan = (id, type, at, decided, parcel) => ({
        event_id: id,
        type,
        created_date_time_utc: at,
        status_code: type === "STATUS" ? "IN-TRANSIT" : "",
        run_id: "20260101",
        body: event(id, parcel, type, at),
        stored_at_utc: ago(9000),
        decided,
    });
    const history = (parcel) => [
        scan(83929, "PICKUP", "2026-01-01T00:07:05.9326108Z", ["picked_up"], parcel),
        scan(84411, "STATUS", "2026-01-01T00:09:41.0000000Z", [], parcel),
        scan(85003, "STATUS", "2026-01-01T00:11:13.2500000Z", [], parcel),
        scan(86250, "DELIVERY", "2026-01-01T00:15:26.5342120Z", ["latest", "delivered"], parcel),
    ];
    const all = new Map();
    for (let parcel = 5000; parcel < 5120; parcel++)
        all.set(String(parcel), { ...row(parcel, parcel % 3 === 2), history: null });
    all.set("5002", { ...row(5002, true), history: history(5002) });
    all.set("9007199254740993", { ...row(9007199254740993n, true), history: history(9007199254740993n) });
    return all;
}

const verification = (id, differences) => ({
    id,
    kind: "verify",
    arguments: { from: 60000, to: 80000 },
    who: "anna@host-1",
    reason: "weekly",
    made_at_utc: ago(90_000),
    state: "done",
    position: 80000,
    done: 20000,
    failed: 0,
    rate: 0,
    result: `ids 60000 to 80000: 20000 events compared, ${differences.length} differences`,
    claimed_by: "",
    ended_at_utc: ago(89_000),
    findings: {
        from: 60000,
        to: 80000,
        events: 20000,
        parcels: 3100,
        differences_count: differences.length,
        unmended: differences.length,
        differences,
        mended: 0,
        not_mendable: 0,
        error: null,
    },
});

export function firstState(scenario) {
    now = Date.now();
    const isTroubled = scenario === "troubled";
    const isEmpty = scenario === "empty";
    return {
        scenario,
        failed: isTroubled ? failedEvents() : scenario === "huge" ? failedEvents(100_000) : [],
        dead: isTroubled
            ? ["5f3a9c1e", "91d2b07a", "c4e81f66"].map((id, index) => ({
                  id,
                  receive_count: 3,
                  bytes: 14_336 + index * 770,
                  events: 40 + index,
                  malformed: index,
                  first_event_id: 88000 + index * 50,
                  fault: "",
                  body: `{"ScanEvents":[${event(88000 + index * 50, 5003, "STATUS", "2026-01-01T00:11:13.25Z")}]}`,
                  acceptable_now: true,
                  acceptable_reason: "",
              }))
            : [],
        gaps: isTroubled
            ? [
                  {
                      id: 2,
                      after_event_id: 84373,
                      before_event_id: 84412,
                      proven: true,
                      noticed_at_utc: ago(2400),
                      state: "open",
                      ids_max: 38,
                      closed_at_utc: null,
                  },
                  {
                      id: 1,
                      after_event_id: 61000,
                      before_event_id: 61020,
                      proven: false,
                      noticed_at_utc: ago(260_000),
                      state: "acknowledged",
                      ids_max: 19,
                      closed_at_utc: ago(250_000),
                  },
              ]
            : [],
        jobs: isTroubled
            ? [
                  {
                      id: 4,
                      kind: "replay",
                      arguments: { from: 84374, to: 85573 },
                      who: "admin",
                      reason: "PROJ-311: the carrier brought them back",
                      made_at_utc: ago(40),
                      state: "running",
                      position: 84785,
                      done: 412,
                      failed: 3,
                      rate: 100,
                      result: "",
                      claimed_by: "host-1:4711",
                      ended_at_utc: null,
                  },
                  verification(3, []),
                  verification(2, [
                      { parcel_id: 5003, column: "latest_status_code", table: "IN-TRANSIT", feed: "OUT" },
                      {
                          parcel_id: 9007199254740993n,
                          column: "delivered_at_utc",
                          table: "",
                          feed: "2026-01-01T00:15:26Z",
                      },
                  ]),
              ]
            : [],
        audit: isEmpty
            ? []
            : [
                  {
                      at_utc: ago(40),
                      who: "admin",
                      what: "dead-letters redrive",
                      reason: "PROJ-311: the collation is mended",
                      result: "3 dead letters sent back (126 events)",
                  },
                  {
                      at_utc: ago(86_000),
                      who: "anna@host-1",
                      what: "cursor set 61000",
                      reason: "restored from the backup of 02:00",
                      result: "cursor 64311 → 61000",
                  },
              ],
        figures: isEmpty ? [] : figures(),
        parcels: isEmpty ? new Map() : parcels(),
        paused: [],
        // So many more times the dead letters are in the hands of another who looks.
        looksElsewhere: 0,
        settings: Object.fromEntries(
            [
                ["feed.url", "https://scans.example.com", "file /etc/scan-event-worker.toml"],
                ["feed.auth", "bearer", "environment"],
                ["feed.token", null, "environment"],
                ["feed.page_limit", 1000, "default"],
                ["feed.poll_interval", "5s", "default"],
                ["feed.late_window", "2m", "flag --feed-late-window"],
                ["queue.url", "sqlite:///var/lib/scan-event-worker/queue.db", "default"],
                ["store.url", "postgresql://scan@db.example.com/scan", "file /etc/scan-event-worker.toml"],
                ["store.history", true, "file /etc/scan-event-worker.toml"],
            ].map(([key, value, origin]) => [key, { value, ...(value === null && { set: true }), origin }]),
        ),
        report: "# Scan Event Worker\n\nState: degraded. Parcels are up to date, but 217 events failed.\n\n| condition | since |\n|---|---|\n| failed-events | 2026-01-01T00:00:00Z |\n",
    };
}

const listOf = (words) => words.filter(Boolean).join(" and ");

export function statusOf(state, ms = Date.now()) {
    const open = state.failed.filter((row) => row.state === "open").length;
    const gapsOpen = state.gaps.filter((gap) => gap.state === "open");
    const conditions = [];
    const tell = (id, severity, seconds, sentence, action) =>
        conditions.push({ id, severity, since_utc: ago(seconds), sentence, action, runbook: `operating.md#${id}` });
    if (gapsOpen.length > 0)
        tell(
            "feed-gap",
            "error",
            2400,
            "The feed forgot the ids 84374 to 84411 before they were read.",
            "Ask the carrier for an export of that range and import it, or acknowledge the gap.",
        );
    if (state.dead.length > 0)
        tell(
            "dead-letters",
            "error",
            5200,
            `${state.dead.length} messages are dead letters; the oldest since 1 h 26 min.`,
            "Look at one; when the cause is gone, redrive them.",
        );
    if (open > 0)
        tell(
            "failed-events",
            "warning",
            7300,
            `${open} events failed: bad timestamp 108, rejected by the store 55, no usable ParcelId 54.`,
            "Look at the groups; retry what today's rules take.",
        );
    for (const pause of state.paused)
        tell(
            "paused",
            "info",
            5,
            `${pause.what === "poll" ? "Polling" : "Processing"} is paused by ${pause.who}: ${pause.reason}.`,
            "Resume it when the work is done.",
        );
    const worst = conditions.some(({ severity }) => severity === "error")
        ? "failing"
        : conditions.some(({ severity }) => severity === "warning")
          ? "degraded"
          : "up_to_date";
    const isEmpty = state.scenario === "empty";
    return {
        state: isEmpty ? "catching_up" : worst,
        sentence: isEmpty
            ? "No scan has been read yet: the worker has just started."
            : worst === "up_to_date"
              ? `Parcels are up to date: every scan up to ${new Date(ms - 2400).toISOString().slice(11, 19)} UTC is in the table.`
              : worst === "failing"
                ? `Parcels are up to date, but ${listOf([gapsOpen.length > 0 && "38 ids were never read", state.dead.length > 0 && `${state.dead.length} messages are dead letters`])}.`
                : `Parcels are up to date, but ${open} events failed and are not in the table.`,
        as_of_utc: utc(ms),
        lag_seconds: isEmpty ? null : 2.4 + Math.sin(ms / 9000),
        forecast_seconds: null,
        complete_to_utc: null,
        last_at_head_utc: isEmpty ? null : utc(ms - 2400),
        late_window_seconds: 60,
        latest_lateness_seconds: 3.1,
        conditions,
        rates: { events_per_second: isEmpty ? 0 : 93.1 + 9 * Math.sin(ms / 7000), queued_events_per_second: 0 },
        paused: state.paused,
        workers: isEmpty
            ? []
            : [
                  {
                      name: "host-1:4711",
                      role: "both",
                      live: true,
                      polls: true,
                      version: "0.1.0",
                      admin_address: "127.0.0.1:8080",
                      started_at_utc: ago(90_000),
                      told_at_utc: utc(ms - 1800),
                  },
                  {
                      name: "host-2:1203",
                      role: "process",
                      live: true,
                      polls: false,
                      version: "0.1.0",
                      admin_address: "",
                      started_at_utc: ago(80_000),
                      told_at_utc: utc(ms - 3300),
                  },
                  {
                      name: "host-3:88",
                      role: "both",
                      live: false,
                      polls: false,
                      version: "0.0.9",
                      admin_address: "",
                      started_at_utc: ago(99_000),
                      told_at_utc: ago(5000),
                  },
              ],
        cursor: isEmpty ? null : { last_event_id: 96449, settled_event_id: 96102, moved_at_utc: utc(ms - 2400) },
        lease: { holder: isEmpty ? "" : "host-1:4711", live: !isEmpty, epoch: 3 },
        feed_state: isEmpty ? "" : "at the head of the feed",
        caught_up_at_utc: null,
        queue: { visible: isEmpty ? 0 : 1, in_flight: isEmpty ? 0 : 2, dead_letters: state.dead.length },
        parcels: isEmpty ? 0 : 300_000,
        failed_events_open: open,
        failed_events_resolved: 12,
        feed_gaps: gapsOpen.length,
    };
}
