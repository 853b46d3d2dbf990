// What the double's verbs do: to its own lists only, but with dry run, reason, confirmation and audit as the contract has them.
import { utc } from "./double_state.js";

export function actions(state, method, path, body, who) {
    if (!body.dry_run && !body.reason) return { problem: 400, title: "Bad Request", detail: "`reason` is needed." };
    const verb = verbs.find(([pattern]) => pattern.test(`${method} ${path}`));
    if (verb === undefined) return { problem: 404, title: "Not Found", detail: `There is no ${method} ${path}.` };
    const known = ["dry_run", "reason", ...fields.find(([pattern]) => pattern.test(path))[1]];
    if (Object.keys(body).some((name) => !known.includes(name)))
        return { problem: 400, title: "Bad Request", detail: "this action takes no such field" };
    const result = verb[1](state, body, path.split("/")[2], who);
    // What only looks leaves no line.
    const isLook = /verifications/.test(path) && body.mend !== true;
    if (result.problem === undefined && !body.dry_run && !isLook) {
        state.audit.unshift({
            at_utc: utc(Date.now()),
            who,
            what: path.slice(1).replace("/", " "),
            reason: body.reason,
            result: "done",
        });
    }
    return result;
}

// What each verb takes besides: the API refuses other fields.
const fields = [
    [/\/(retry|discard)$/, ["ids", "reason_group", "all", "up_to_id"]],
    [/\/edit$/, ["body"]],
    [/\/redrive$/, ["limit", "rate"]],
    [/\/purge$/, ["confirm"]],
    [/\/pause$/, ["what", "for"]],
    [/\/resume$/, ["what"]],
    [/\/replays$/, ["from", "to", "rate"]],
    [/\/verifications$/, ["from", "to", "rate", "mend"]],
    [/./, []],
];

function selected(state, body) {
    const open = state.failed.filter((row) => row.state === "open");
    if (body.ids !== undefined) return open.filter((row) => body.ids.includes(row.id));
    if (body.reason_group !== undefined) return open.filter((row) => row.reason === body.reason_group);
    return open;
}

function failedResult(rows, body, outcomeOf) {
    const items = rows.map((row) => ({
        id: row.id,
        event_id: row.event_id,
        outcome: outcomeOf(row),
        detail: row.acceptable_now ? "" : row.acceptable_reason,
    }));
    const counts = {};
    for (const { outcome } of items) counts[outcome] = (counts[outcome] ?? 0) + 1;
    return {
        dry_run: body.dry_run === true,
        selected: rows.length,
        highest_id: 217,
        came_since: 0,
        counts,
        items: items.slice(0, 100),
        items_left_out: Math.max(0, items.length - 100),
        error: null,
    };
}

function retry(state, body) {
    const rows = selected(state, body);
    const result = failedResult(rows, body, (row) =>
        !row.acceptable_now ? "fails_still" : body.dry_run ? "would_apply" : "queued",
    );
    if (!body.dry_run) for (const row of rows.filter((one) => one.acceptable_now)) row.state = "retried";
    return result;
}

function discard(state, body) {
    const rows = selected(state, body);
    if (rows.length === 0 && body.ids !== undefined)
        return { problem: 409, title: "Conflict", detail: "none of these is open" };
    const result = failedResult(rows, body, () => "discarded");
    if (!body.dry_run) for (const row of rows) row.state = "discarded";
    return result;
}

function edit(state, body, id) {
    const row = state.failed.find((one) => String(one.id) === id);
    if (!/"CreatedDateTimeUtc":"\d/.test(body.body))
        return { problem: 422, title: "Unprocessable Entity", detail: "the new text is refused: bad timestamp" };
    const result = failedResult([{ ...row, acceptable_now: true }], body, () =>
        body.dry_run ? "would_apply" : "queued",
    );
    if (!body.dry_run) Object.assign(row, { state: "resolved", edited_body: body.body });
    return result;
}

const deadVerb = (isPurge) => (state, body) => {
    if (isPurge && body.confirm !== state.dead.length)
        return {
            problem: 409,
            title: "Conflict",
            detail: `${body.confirm} dead letters were confirmed, and there are ${state.dead.length} now: look at them again`,
        };
    const number = Math.min(body.limit ?? Infinity, state.dead.length);
    const taken = state.dead.slice(0, number);
    if (!body.dry_run) state.dead.splice(0, number);
    return {
        dry_run: body.dry_run === true,
        count: number,
        messages: number,
        refused: 0,
        events: taken.reduce((sum, { events }) => sum + events, 0),
        events_applied: 0,
        events_failed: 0,
        error: null,
    };
};

const verbs = [
    [/^POST \/failed-events\/retry$/, retry],
    [/^POST \/failed-events\/discard$/, discard],
    [/^POST \/failed-events\/\d+\/edit$/, edit],
    [/^POST \/dead-letters\/redrive$/, deadVerb(false)],
    [/^POST \/dead-letters\/drain$/, deadVerb(false)],
    [/^POST \/dead-letters\/purge$/, deadVerb(true)],
    [
        /^POST \/feed-gaps\/\d+\/acknowledge$/,
        (state, body, id) => {
            const gap = state.gaps.find((one) => String(one.id) === id);
            const dry_run = body.dry_run === true;
            const was_closed = gap.state !== "open";
            if (!dry_run) Object.assign(gap, { state: "acknowledged", closed_at_utc: utc(Date.now()) });
            return { dry_run, was_closed, feed_gap: gap };
        },
    ],
    [
        /^POST \/pause$/,
        (state, body, _, who) => {
            if (body.for !== undefined && !/^\d+(ms|s|m|h|d)$/.test(body.for))
                return { problem: 400, title: "Bad Request", detail: "for is no duration: 30m, 2h" };
            const dry_run = body.dry_run === true;
            const until_utc = body.for === undefined ? null : utc(Date.now() + 3_600_000);
            const pause = { what: body.what, since_utc: utc(Date.now()), until_utc, who, reason: body.reason };
            if (!dry_run) state.paused.push(pause);
            return { dry_run, was_paused: false, pause };
        },
    ],
    [
        /^POST \/resume$/,
        (state, body) => {
            const dry_run = body.dry_run === true;
            const was_paused = state.paused.some(({ what }) => what === body.what);
            if (!dry_run) state.paused = state.paused.filter(({ what }) => what !== body.what);
            return { dry_run, was_paused, pause: null };
        },
    ],
    [/^POST \/replays$/, (state, body, _, who) => job(state, body, who, "replay")],
    [/^POST \/verifications$/, (state, body, _, who) => job(state, body, who, "verify")],
    [
        /^DELETE \/jobs\/\d+$/,
        (state, body, id) => {
            const job = state.jobs.find((one) => String(one.id) === id);
            return body.dry_run
                ? job
                : Object.assign(job, { state: "cancelled", claimed_by: "", ended_at_utc: utc(Date.now()) });
        },
    ],
];

export const cursor = 96449;

function job(state, body, who, kind) {
    const to = body.to ?? cursor;
    if (to > cursor)
        return {
            problem: 409,
            title: "Conflict",
            detail: `id ${to} is above the cursor, ${cursor}: that is not read yet`,
        };
    if (to < body.from)
        return { problem: 409, title: "Conflict", detail: `the range ${body.from} to ${to} has no ids` };
    if (body.dry_run) return { dry_run: true };
    const made = {
        id: Math.max(0, ...state.jobs.map(({ id }) => id)) + 1,
        kind,
        arguments: { from: body.from, to },
        who,
        reason: body.reason,
        made_at_utc: utc(Date.now()),
        state: "waiting",
        position: body.from - 1,
        done: 0,
        failed: 0,
        rate: body.rate ?? 0,
        result: "",
        claimed_by: "",
        ended_at_utc: null,
    };
    state.jobs.unshift(made);
    return made;
}
