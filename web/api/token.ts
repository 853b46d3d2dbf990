// The token is asked for once and kept in the tab's session storage: a closed tab forgets it, and no
// other site's request can carry it, as it could a cookie.

const key = "scan-event-worker.token";

export function keptToken(storage: Storage): string | null {
    return storage.getItem(key);
}

export function keepToken(storage: Storage, token: string | null): void {
    if (token === null) storage.removeItem(key);
    else storage.setItem(key, token);
}

// The token that a link brings in its fragment, "#token=…", and the fragment that is left without it.
// A fragment is never sent to a server; taking it out keeps it from the address bar and the history.
export function tokenInFragment(fragment: string): { token: string; rest: string } | null {
    const [, path = "", query = ""] = /^#\/?(?:([^?=]*)(?:\?|$))?(.*)$/.exec(fragment) ?? [];
    const parts = query.split("&");
    const token = parts.find((part) => part.startsWith("token="))?.slice("token=".length) ?? "";
    if (token === "") return null;
    const others = parts.filter((part) => !part.startsWith("token=")).join("&");
    const rest = `#/${path}${others === "" ? "" : `?${others}`}`;
    try {
        return { token: decodeURIComponent(token), rest };
    } catch {
        return { token, rest };
    }
}
