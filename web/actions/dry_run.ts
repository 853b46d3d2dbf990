import { useEffect, useState } from "react";
import { ApiError, type Api } from "../api/client.ts";
import { requestBody, type Action, type Values } from "./action.ts";
import type { Outcome } from "./outcome.ts";

export interface DryRun {
    readonly result: Outcome | null;
    readonly error: ApiError | null;
    readonly loading: boolean;
}

const restMs = 350;

// What the action would do with these values, asked anew when they have not changed for a moment.
// `values` null: the form is not filled in yet.
export function useDryRun(api: Api, action: Action, values: Values | null): DryRun {
    const key = values === null ? null : JSON.stringify(values);
    const [answer, setAnswer] = useState<{
        readonly key: string | null;
        readonly result: Outcome | null;
        readonly error: ApiError | null;
    }>({ key: null, result: null, error: null });
    useEffect(() => {
        if (key === null) return;
        let isOver = false;
        const ask = async () => {
            const asked = JSON.parse(key) as Values;
            const body = requestBody(action, asked, { dry_run: true, reason: "dry run" });
            try {
                const result = action.outcomeOf(await api.act(action.method, action.path, body), asked);
                if (!isOver) setAnswer({ key, result, error: null });
            } catch (problem) {
                const error =
                    problem instanceof ApiError
                        ? problem
                        : new ApiError(0, "The answer could not be read", String(problem));
                if (!isOver) setAnswer({ key, result: null, error });
            }
        };
        const timer = setTimeout(() => void ask(), action.fields.length === 0 ? 0 : restMs);
        return () => {
            isOver = true;
            clearTimeout(timer);
        };
    }, [api, action, key]);
    if (key === null) return { result: null, error: null, loading: false };
    // What was answered for other values stays in sight until these are answered, but nothing is done by it.
    return { result: answer.result, error: answer.error, loading: answer.key !== key };
}
