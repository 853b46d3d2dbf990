import { useSyncExternalStore } from "react";

// The page's only state that outlives a view: what stands behind the '#'.
export interface Route {
    readonly view: string;
    // What stands after the view: "#/failed/17" has "17".
    readonly item: string | null;
    readonly query: Readonly<Record<string, string>>;
}

export function routeOf(fragment: string): Route {
    const [path = "", query = ""] = fragment.replace(/^#\/?/, "").split("?", 2);
    const [view = "", item = ""] = path.split("/");
    return {
        view: view === "" ? "overview" : view,
        item: item === "" ? null : decoded(item),
        query: Object.fromEntries(new URLSearchParams(query)),
    };
}

function decoded(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}

export function linkTo(
    view: string,
    item?: string | number | bigint | null,
    query: Readonly<Record<string, string | undefined>> = {},
): string {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
        if (value !== undefined && value !== "") parameters.set(name, value);
    }
    const text = parameters.toString();
    const path = item === undefined || item === null ? view : `${view}/${encodeURIComponent(item.toString())}`;
    return `#/${path}${text === "" ? "" : `?${text}`}`;
}

export function go(link: string): void {
    window.location.hash = link;
}

function subscribe(changed: () => void): () => void {
    window.addEventListener("hashchange", changed);
    return () => window.removeEventListener("hashchange", changed);
}

export function useFragment(): string {
    return useSyncExternalStore(subscribe, () => window.location.hash);
}
