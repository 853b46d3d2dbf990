import { ApiError, type Api } from "../api/client.ts";
import { parseJson } from "../api/json.ts";
import type { Status } from "../api/types.ts";
import { eventsOf } from "./event_lines.ts";

export type Connection =
    | { readonly state: "connecting" }
    | { readonly state: "live" }
    | { readonly state: "lost"; readonly sinceMs: number; readonly why: string };

export interface StreamListener {
    status(status: Status): void;
    connection(connection: Connection): void;
    refused(): void;
}

type Message =
    | { readonly kind: "hello" }
    | { readonly kind: "status"; readonly text: string }
    | { readonly kind: "connection"; readonly connection: Connection };

const name = "scan-event-worker.status";
const silenceMaxMs = 20_000;
const retryDelaysMs = [500, 1_000, 2_000, 5_000];

// The status, once a second, however many tabs show it: a browser opens six connections to an origin,
// so one tab holds the stream under a lock, and the others hear of it over a channel. A hidden tab lets
// go of both; the next visible one takes the lock. Without locks (plain HTTP that is not loopback) each
// tab has a stream of its own.
export class StatusStream {
    private readonly channel = new BroadcastChannel(name);
    private readonly closed = new AbortController();
    private turn = new AbortController();
    private lastText: string | null = null;
    private lastConnection: Connection = { state: "connecting" };
    private holds = false;

    constructor(
        private readonly api: Api,
        private readonly listener: StreamListener,
    ) {
        this.channel.onmessage = (message: MessageEvent<Message>) => this.hear(message.data);
        document.addEventListener("visibilitychange", () => this.follow(), { signal: this.closed.signal });
        this.follow();
    }

    close(): void {
        this.closed.abort();
        this.turn.abort();
        this.channel.close();
    }

    private follow(): void {
        this.turn.abort();
        this.turn = new AbortController();
        if (document.visibilityState === "hidden") return;
        this.tell({ kind: "hello" });
        const signal = this.turn.signal;
        const read = () => this.readOn(signal);
        const locks = navigator.locks as LockManager | undefined;
        const held = locks === undefined ? read() : locks.request(name, { signal }, read);
        held.catch((error: unknown) => {
            if (!signal.aborted) throw error;
        });
    }

    private hear(message: Message): void {
        if (message.kind === "hello") {
            if (!this.holds) return;
            if (this.lastText !== null) this.tell({ kind: "status", text: this.lastText });
            this.tell({ kind: "connection", connection: this.lastConnection });
        } else if (document.visibilityState === "visible" && !this.holds) {
            this.take(message);
        }
    }

    private take(message: Message): void {
        if (message.kind === "status") this.listener.status(parseJson(message.text) as Status);
        if (message.kind === "connection") this.listener.connection(message.connection);
    }

    private tell(message: Message): void {
        if (!this.closed.signal.aborted) this.channel.postMessage(message);
    }

    private publish(message: Message): void {
        if (message.kind === "status") this.lastText = message.text;
        if (message.kind === "connection") this.lastConnection = message.connection;
        this.take(message);
        this.tell(message);
    }

    private async readOn(signal: AbortSignal): Promise<void> {
        this.holds = true;
        const isOver = () => signal.aborted;
        let failures = 0;
        let sinceMs = Date.now();
        try {
            while (!isOver()) {
                const why = await this.readOnce(signal, () => {
                    failures = 0;
                });
                if (isOver()) return;
                if (why === "refused") {
                    // Not told to the other tabs: their tokens are their own.
                    this.listener.refused();
                    return;
                }
                if (failures === 0) sinceMs = Date.now();
                this.publish({ kind: "connection", connection: { state: "lost", sinceMs, why } });
                const delayMs = retryDelaysMs[Math.min(failures, retryDelaysMs.length - 1)] ?? 5_000;
                failures++;
                await pause(delayMs * (0.75 + Math.random() / 2), signal);
            }
        } finally {
            this.holds = false;
        }
    }

    // Returns why the stream ended.
    private async readOnce(signal: AbortSignal, works: () => void): Promise<string> {
        const silent = new AbortController();
        let timer = setTimeout(() => silent.abort(), silenceMaxMs);
        const end = () => silent.abort();
        signal.addEventListener("abort", end);
        try {
            const body = await this.api.stream(silent.signal);
            for await (const text of eventsOf(body)) {
                clearTimeout(timer);
                timer = setTimeout(() => silent.abort(), silenceMaxMs);
                if (text === "") continue;
                works();
                this.publish({ kind: "status", text });
                if (this.lastConnection.state !== "live")
                    this.publish({ kind: "connection", connection: { state: "live" } });
            }
            return "the worker closed the stream";
        } catch (error) {
            if (error instanceof ApiError) return error.status === 401 ? "refused" : error.message;
            return silent.signal.aborted ? "the worker sent nothing for 20 s" : "the connection broke";
        } finally {
            clearTimeout(timer);
            signal.removeEventListener("abort", end);
        }
    }
}

function pause(delayMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
        const timer = setTimeout(resolve, delayMs);
        signal.addEventListener("abort", () => {
            clearTimeout(timer);
            resolve();
        });
    });
}
