// What the double's verbs do: to its own lists only, but with dry run, reason, confirmation and audit as the contract has them.
import { utc } from "./double_state.js";

export function actions(state, method, path, body, who) {
    if (!body.dry_run && !body.reason) return { problem: 400, type: "reason-missing", detail: "`reason` is needed." };
    const verb = verbs.find(([pattern]) => pattern.test(`${method} ${path}`));
    if (verb === undefined) return { problem: 404, type: "not-found", detail: `There is no ${method} ${path}.` };
    const result = verb[1](state, body, path.split("/")[2], who);
    if (result.problem === undefined && !body.dry_run) {
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
        return { problem: 409, type: "rejected", detail: "none of these is open" };
    const result = failedResult(rows, body, () => "discarded");
    if (!body.dry_run) for (const row of rows) row.state = "discarded";
    return result;
}

function edit(state, body, id) {
    const row = state.failed.find((one) => String(one.id) === id);
    if (!/"CreatedDateTimeUtc":"\d/.test(body.body))
        return { problem: 422, type: "rejected", detail: "the new text is refused: bad timestamp" };
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
            type: "rejected",
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
        (state, _, id) => {
            const gap = state.gaps.find((one) => String(one.id) === id);
            Object.assign(gap, { state: "acknowledged", closed_at_utc: utc(Date.now()) });
            return { dry_run: false, was_closed: false, feed_gap: gap };
        },
    ],
    [
        /^POST \/pause$/,
        (state, body, _, who) => {
            const pause = { what: body.what, since_utc: utc(Date.now()), until_utc: null, who, reason: body.reason };
            state.paused.push(pause);
            return { dry_run: false, was_paused: false, pause };
        },
    ],
    [
        /^POST \/resume$/,
        (state, body) => {
            state.paused = state.paused.filter(({ what }) => what !== body.what);
            return { dry_run: false, was_paused: true, pause: null };
        },
    ],
    [/^POST \/replays$/, (state, body, _, who) => job(state, body, who, "replay")],
    [/^POST \/verifications$/, (state, body, _, who) => job(state, body, who, "verify")],
    [
        /^DELETE \/jobs\/\d+$/,
        (state, _, id) => {
            const job = state.jobs.find((one) => String(one.id) === id);
            return Object.assign(job, { state: "cancelled", ended_at_utc: utc(Date.now()) });
        },
    ],
];

function job(state, body, who, kind) {
    const made = {
        id: state.jobs.length + 3,
        kind,
        arguments: { from: body.from, to: body.to ?? 96449 },
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
