import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError } from "../api/client.ts";

// A document that a view asks for. While it is asked for again, or could not be, the last one stays.
export interface Resource<T> {
    readonly value: T | null;
    readonly error: ApiError | null;
    readonly loading: boolean;
    // When `value` came, by this machine's clock.
    readonly loadedMs: number | null;
    readonly reload: () => void;
}

// Asks when `key` changes, and every `periodMs` while the tab is visible, if one is given. It may depend on
// the last document: what is over does not change any more. A `key` of null asks nothing.
export function useResource<T>(
    key: string | null,
    load: (signal: AbortSignal) => Promise<T>,
    periodMs?: number | ((last: T | null) => number | undefined),
): Resource<T> {
    const [state, setState] = useState<{
        key: string | null;
        value: T | null;
        error: ApiError | null;
        loadedMs: number | null;
    }>({
        key,
        value: null,
        error: null,
        loadedMs: null,
    });
    const [loading, setLoading] = useState(key !== null);
    const [turn, setTurn] = useState(0);
    const latestLoad = useRef(load);
    latestLoad.current = load;

    useEffect(() => {
        if (key === null) return;
        const aborted = new AbortController();
        setLoading(true);
        latestLoad
            .current(aborted.signal)
            .then((value) => setState({ key, value, error: null, loadedMs: Date.now() }))
            .catch((reason: unknown) => {
                if (aborted.signal.aborted) return;
                const error =
                    reason instanceof ApiError
                        ? reason
                        : new ApiError(0, "The answer could not be read", String(reason));
                setState((last) => ({ ...last, key, value: last.key === key ? last.value : null, error }));
            })
            .finally(() => {
                if (!aborted.signal.aborted) setLoading(false);
            });
        return () => aborted.abort();
    }, [key, turn]);

    const reload = useCallback(() => setTurn((last) => last + 1), []);
    const isCurrent = state.key === key;
    const period = typeof periodMs === "function" ? periodMs(isCurrent ? state.value : null) : periodMs;
    useEffect(() => {
        if (period === undefined || key === null) return;
        const timer = setInterval(() => {
            if (document.visibilityState === "visible") reload();
        }, period);
        return () => clearInterval(timer);
    }, [key, period, reload]);

    return {
        value: isCurrent ? state.value : null,
        error: isCurrent ? state.error : null,
        loading,
        loadedMs: state.loadedMs,
        reload,
    };
}
