import { parseJson, writeJson, type Json } from "./json.ts";
import type { Problem } from "./types.ts";

export type Query = Readonly<Record<string, string | undefined>>;
export type Method = "POST" | "DELETE";

// A request that got no answer, or one that is no success. `status` 0: no answer came.
export class ApiError extends Error {
    constructor(
        readonly status: number,
        readonly title: string,
        readonly detail: string,
    ) {
        super(detail === "" ? title : `${title}: ${detail}`);
    }
}

// The worker's API. Addresses are relative to the page's own, so a proxy may put both below any path.
export class Api {
    constructor(
        private readonly token: string | null,
        private readonly base = "api/v1",
    ) {}

    // Each of these throws ApiError, or the signal's reason if it was aborted.
    async get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
        const answer = await this.ask(path + queryText(query), { headers: this.headers(), ...(signal && { signal }) });
        return (await this.document(answer)) as T;
    }

    async text(path: string, signal?: AbortSignal): Promise<string> {
        const headers = { ...this.headers(), Accept: "text/markdown" };
        const answer = await this.ask(path, { headers, ...(signal && { signal }) });
        return answer.text();
    }

    async act(method: Method, path: string, body: Json): Promise<unknown> {
        const headers = { ...this.headers(), "Content-Type": "application/json" };
        const answer = await this.ask(path, { method, headers, body: writeJson(body) });
        return this.document(answer);
    }

    // The body of the status stream, which does not end by itself.
    async stream(signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
        const headers = { ...this.headers(), Accept: "text/event-stream" };
        const answer = await this.ask("/stream", { headers, signal });
        if (answer.body === null) throw new ApiError(0, "The stream is empty", "");
        return answer.body;
    }

    private async ask(path: string, init: RequestInit): Promise<Response> {
        let answer: Response;
        try {
            answer = await fetch(this.base + path, {
                ...init,
                cache: "no-store",
                credentials: "omit",
                redirect: "error",
            });
        } catch (error) {
            if (init.signal?.aborted) throw error;
            throw new ApiError(0, "The worker does not answer", "Is it running, and is the network up?");
        }
        if (!answer.ok) throw await problemOf(answer);
        return answer;
    }

    private async document(answer: Response): Promise<unknown> {
        const text = await answer.text();
        return text === "" ? null : parseJson(text);
    }

    private headers(): Record<string, string> {
        const headers: Record<string, string> = { Accept: "application/json" };
        if (this.token !== null) headers.Authorization = `Bearer ${this.token}`;
        return headers;
    }
}

// The type of the problem that a path is none of the worker's.
const noSuchPath = "urn:scan-event-worker:problem:not-found";

async function problemOf(answer: Response): Promise<ApiError> {
    try {
        const problem = parseJson(await answer.text()) as Partial<Problem>;
        if (problem.type === noSuchPath)
            return new ApiError(
                answer.status,
                "This worker does not offer that",
                "Use the command that does the same, or a newer worker.",
            );
        return new ApiError(answer.status, sentenceOf(problem) ?? `The worker answered ${answer.status}`, "");
    } catch {
        return new ApiError(answer.status, `The worker answered ${answer.status}`, "");
    }
}

// The title is the status's name ("Conflict"), which says nothing to people where there is a detail.
function sentenceOf({ title, detail }: Partial<Problem>): string | undefined {
    const text = detail === undefined || detail === "" ? title : detail;
    return text === undefined ? undefined : text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, "");
}

export function queryText(query: Query): string {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
        if (value !== undefined && value !== "") parameters.set(name, value);
    }
    const text = parameters.toString();
    return text === "" ? "" : `?${text}`;
}
