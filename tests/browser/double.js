// A double of the worker's API: documents as docs/api.md has them, kept in memory, with verbs that change them. What the page is
// developed and tested against where no worker is wanted; the same tests run on a real one.
import { createServer } from "node:http";
import { headers, siteOf } from "./site.js";
import { actions } from "./double_actions.js";
import { firstState, statusOf, utc } from "./double_state.js";

export const token = "act-token";
export const readToken = "read-token";

// `folder`: the bundled page. `needsToken` false: as a worker without admin.token.
export async function startDouble({ folder, needsToken = true, scenario = "troubled" }) {
    const site = siteOf(folder);
    const state = firstState(scenario);
    const double = { state, streams: new Set(), isDown: false, requests: [] };
    const server = createServer((request, response) => {
        answer(request, response).catch((error) =>
            problem(response, 500, "Internal Server Error", String(error.stack)),
        );
    });

    async function answer(request, response) {
        const url = new URL(request.url, "http://double");
        double.requests.push(`${request.method} ${url.pathname}`);
        const file = site.get(url.pathname);
        if (file !== undefined) {
            response.writeHead(200, { ...headers, "Content-Type": file.type, "Content-Encoding": "gzip" });
            return void response.end(file.gzip);
        }
        if (!url.pathname.startsWith("/api/v1/")) return problem(response, 404, "Not Found", "There is nothing here.");
        if (double.isDown) return void request.socket.destroy();
        const session = sessionOf(request.headers.authorization, needsToken);
        if (session === null) return problem(response, 401, "Unauthorized", "A token is needed.");
        const path = url.pathname.slice("/api/v1".length);
        if (request.method === "GET") return look(path, url.searchParams, session, response);
        if (session.may !== "act") return problem(response, 403, "Forbidden", "This token may only read.");
        const body = JSON.parse((await textOf(request)) || "{}");
        const result = actions(state, request.method, path, body, session.name);
        if (result.problem !== undefined) return problem(response, result.problem, result.title, result.detail);
        return json(response, result);
    }

    function look(path, query, session, response) {
        if (path === "/stream") return stream(response);
        if (path === "/session") return json(response, session);
        if (path === "/report") {
            response.writeHead(200, { "Content-Type": "text/markdown; charset=utf-8" });
            return void response.end(state.report);
        }
        const document = documentOf(state, path, query);
        return document === null
            ? problem(response, 404, "Not Found", `there is no ${path.slice(1)}`, "no-such-item")
            : json(response, document);
    }

    function stream(response) {
        response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
        double.streams.add(response);
        const tell = () => response.write(`data: ${write(statusOf(state))}\n\n`);
        tell();
        const timer = setInterval(() => double.isHurried || tell(), 1000);
        response.on("close", () => {
            clearInterval(timer);
            double.streams.delete(response);
        });
    }

    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    double.url = `http://127.0.0.1:${server.address().port}/`;
    double.breakStreams = () => double.streams.forEach((response) => response.destroy());
    // What a stream tells in so many seconds, at once: the status of each second, with its time and its figures.
    double.hurry = async (seconds) => {
        double.isHurried = true;
        for (let second = 0; second < seconds; second++) {
            double.toldMs = (double.toldMs ?? Date.now()) + 1000;
            for (const response of double.streams) response.write(`data: ${write(statusOf(state, double.toldMs))}\n\n`);
            if (second % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
        }
        return utc(double.toldMs);
    };
    double.close = () => {
        double.breakStreams();
        server.closeAllConnections();
        return new Promise((resolve) => server.close(resolve));
    };
    return double;
}

function sessionOf(authorization, needsToken) {
    if (!needsToken) return { name: null, may: "read" };
    if (authorization === `Bearer ${token}`) return { name: "admin", may: "act" };
    if (authorization === `Bearer ${readToken}`) return { name: "desk", may: "read" };
    return null;
}

function paged(rows, name, query, write = (row) => row) {
    const limit = Number(query.get("limit") ?? 50);
    const from = Number(query.get("page_token") ?? 0);
    const page = rows.slice(from, from + limit);
    return { [name]: page.map(write), page_token: from + limit < rows.length ? String(from + limit) : null };
}

const withoutBody = ({ body, edited_body, acceptable_now, acceptable_reason, ...row }) => row;

function documentOf(state, path, query) {
    if (path === "/status") return statusOf(state);
    if (path === "/figures") return { figures: state.figures };
    if (path === "/settings") return { settings: state.settings, warnings: [] };
    if (path === "/failed-events/groups") return { groups: groupsOf(state) };
    if (path === "/failed-events") {
        const wanted = query.get("state") ?? "open";
        const [low, high] = (query.get("event_id") ?? "0..99999999999999999999").split("..").map(BigInt);
        const rows = state.failed.filter(
            (row) =>
                (wanted === "all" || row.state === wanted) &&
                (!query.get("reason") || row.reason === query.get("reason")) &&
                (!query.get("event_id") ||
                    (row.event_id !== null && BigInt(row.event_id) >= low && BigInt(row.event_id) <= high)),
        );
        return {
            ...paged(rows, "failed_events", query, withoutBody),
            watermark: { count: rows.length, highest_id: rows[0]?.id ?? 0 },
        };
    }
    if (path === "/dead-letters" && state.looksElsewhere-- > 0)
        return { dead_letters: [], count: state.dead.length, whole: false, page_token: null };
    if (path === "/dead-letters")
        return { dead_letters: state.dead.map(withoutBody), count: state.dead.length, whole: true, page_token: null };
    if (path === "/feed-gaps") return paged(state.gaps, "feed_gaps", query);
    if (path === "/jobs") return paged(state.jobs, "jobs", query, ({ findings, ...row }) => row);
    if (path === "/audit") return paged(state.audit, "audit", query);
    if (path === "/parcels") {
        const rows = [...state.parcels.values()].filter(
            (row) =>
                (!query.get("not_delivered_since") || row.delivered_at_utc === null) &&
                (!query.get("type") || row.latest_type === query.get("type")),
        );
        return paged(rows, "parcels", query, ({ history, ...row }) => row);
    }
    const [, list, id] = path.split("/");
    const rows = { "failed-events": state.failed, "dead-letters": state.dead, jobs: state.jobs }[list];
    if (rows !== undefined) return rows.find((row) => String(row.id) === id) ?? null;
    if (list === "parcels") return state.parcels.get(id) ?? null;
    return null;
}

function groupsOf(state) {
    const groups = new Map();
    for (const { reason, state: is, failed_at_utc, last_failed_at_utc } of state.failed) {
        if (is !== "open") continue;
        const group = groups.get(reason) ?? {
            reason,
            count: 0,
            first_utc: failed_at_utc,
            last_utc: last_failed_at_utc,
        };
        group.count++;
        groups.set(reason, group);
    }
    return [...groups.values()].sort((one, other) => other.count - one.count);
}

// BigInts are written as digits.
function write(value) {
    return JSON.stringify(value, (_, member) => (typeof member === "bigint" ? `@@${member}@@` : member)).replace(
        /"@@(\d+)@@"/g,
        "$1",
    );
}

function json(response, document) {
    response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-store" });
    response.end(write(document));
}

function problem(response, status, title, detail, kind = title.toLowerCase().replaceAll(" ", "-")) {
    response.writeHead(status, { "Content-Type": "application/problem+json" });
    response.end(
        JSON.stringify({
            type: `urn:scan-event-worker:problem:${kind}`,
            title,
            status,
            detail,
        }),
    );
}

async function textOf(request) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    return Buffer.concat(chunks).toString("utf8");
}
