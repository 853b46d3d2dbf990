// A worker of the program that was built, on an engine and a carrier's feed.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./until.js";

export const token = "the-token-that-may-act";
export const readToken = "the-token-that-may-read";

// `more`: settings in the place of those of the tests, which want everything soon.
export function workerOn(engine, carrier, more = {}) {
    const folder = mkdtempSync(join(tmpdir(), "page-worker-"));
    writeFileSync(join(folder, "tokens"), `operator act ${token}\ndesk read ${readToken}\n`);
    const settings = {
        ...engine.settings,
        "feed-url": carrier.url,
        "feed-poll-interval": "200ms",
        "feed-page-limit": "10",
        "feed-late-window": "1s",
        "feed-late-scan-interval": "500ms",
        "queue-receive-wait": "200ms",
        "queue-visibility-timeout": "2s",
        "queue-receive-count-max": "1",
        "lease-duration": "1s",
        "store-history": "true",
        "admin-listen": "127.0.0.1:0",
        "admin-tokens-file": join(folder, "tokens"),
        ...more,
    };
    const worker = { url: "", said: "" };
    let process_ = null;

    worker.start = async (role = "both") => {
        const flags = Object.entries({ ...settings, "worker-role": role }).flatMap(([name, value]) => [
            `--${name}`,
            value,
        ]);
        process_ = spawn(process.env.SCAN_PROGRAM, ["run", ...flags], { cwd: folder });
        worker.said = "";
        for (const pipe of [process_.stdout, process_.stderr]) pipe.on("data", (text) => (worker.said += text));
        await until(`the worker listens: ${worker.said}`, () => {
            if (process_.exitCode !== null) throw new Error(`the worker ended: ${worker.said}`);
            const match = /page and API at (http:\/\/[\d.:]+)/.exec(worker.said);
            if (match) worker.url = `${match[1]}/`;
            return match !== null;
        });
    };
    worker.end = async (signal = "SIGTERM") => {
        if (process_ === null || process_.exitCode !== null) return;
        const ended = new Promise((resolve) => process_.on("exit", resolve));
        process_.kill(signal);
        await ended;
        process_ = null;
    };
    worker.pid = () => process_.pid;
    worker.close = async () => {
        await worker.end("SIGKILL");
        rmSync(folder, { recursive: true, force: true });
    };
    worker.get = async (path) => {
        const answer = await fetch(`${worker.url}api/v1${path}`, { headers: { Authorization: `Bearer ${token}` } });
        return answer.ok ? answer.json() : null;
    };
    worker.post = (path, body) =>
        fetch(`${worker.url}api/v1${path}`, {
            method: "POST",
            headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
            body: JSON.stringify({ reason: "the test prepares", ...body }),
        });
    return worker;
}
