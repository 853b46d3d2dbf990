import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from "react";
import { Api, ApiError } from "../api/client.ts";
import { keepToken, keptToken } from "../api/token.ts";
import type { Session } from "../api/types.ts";
import { Hint } from "../parts/hint.tsx";
import { Empty } from "../parts/states.tsx";
import { linkTo, routeOf, useFragment } from "../route.ts";
import { views } from "../views/catalog.ts";
import { useKeyboard } from "./keyboard.ts";
import { KeysDialog } from "./keys_dialog.tsx";
import { useLive } from "./live.ts";
import { Navigation } from "./navigation.tsx";
import { SignIn } from "./sign_in.tsx";
import { StatusBar } from "./status_bar.tsx";

export function Page() {
    const [token, setToken] = useState(() => keptToken(sessionStorage));
    const [session, setSession] = useState<Session | "refused" | ApiError | null>(null);
    const api = useMemo(() => new Api(token), [token]);
    const [turn, setTurn] = useState(0);
    useEffect(() => {
        const aborted = new AbortController();
        api.get<Session>("/session", {}, aborted.signal)
            .then(setSession)
            .catch((error: unknown) => {
                if (aborted.signal.aborted) return;
                if (!(error instanceof ApiError))
                    setSession(new ApiError(0, "The answer could not be read", String(error)));
                else setSession(error.status === 401 ? "refused" : error);
            });
        return () => aborted.abort();
    }, [api, turn]);
    useEffect(() => {
        if (!(session instanceof ApiError)) return;
        const timer = setTimeout(() => setTurn(turn + 1), 3_000);
        return () => clearTimeout(timer);
    }, [session, turn]);
    const take = useCallback((next: string | null) => {
        keepToken(sessionStorage, next);
        setSession(null);
        setToken(next);
        setTurn((last) => last + 1);
    }, []);
    const refused = useCallback(() => setSession("refused"), []);

    if (session === null) return <main aria-busy="true" />;
    if (session === "refused") return <SignIn wasRefused={token !== null} take={take} />;
    if (session instanceof ApiError) {
        return (
            <main className="sign-in">
                <Empty tone="error" isWhole title={session.title}>
                    {session.detail} The page asks again by itself.
                </Empty>
            </main>
        );
    }
    return (
        <SignedIn api={api} session={session} refused={refused} signOut={token === null ? null : () => take(null)} />
    );
}

interface SignedInProps {
    readonly api: Api;
    readonly session: Session;
    readonly refused: () => void;
    readonly signOut: (() => void) | null;
}

function SignedIn({ api, session, refused, signOut }: SignedInProps) {
    const fragment = useFragment();
    const route = useMemo(() => routeOf(fragment), [fragment]);
    const live = useLive(api, refused);
    const [keysShown, setKeysShown] = useState(false);
    const showKeys = useCallback(() => setKeysShown(true), []);
    useKeyboard(showKeys);
    const main = useRef<HTMLElement>(null);
    const view = views.find(({ name }) => name === route.view);
    useTitle(
        view?.title ?? "Not found",
        live.status?.state === undefined || live.status.state === "up_to_date"
            ? ""
            : live.status.state.replace("_", " "),
    );
    useViewFocus(main, route.view, route.item);
    return (
        <div className="shell">
            <a className="skip" href="#main" onClick={(event) => (event.preventDefault(), main.current?.focus())}>
                To the view
            </a>
            <Navigation route={route} status={live.status} session={session} showKeys={showKeys} signOut={signOut} />
            <main id="main" ref={main} tabIndex={-1}>
                <StatusBar live={live} isOverview={route.view === "overview"} />
                {view === undefined ? (
                    <Empty tone="info" isWhole title="There is no such view">
                        <a href={linkTo("overview")}>To the overview</a>
                    </Empty>
                ) : (
                    <view.component key={view.name} api={api} route={route} live={live} session={session} />
                )}
            </main>
            {keysShown && <KeysDialog close={() => setKeysShown(false)} />}
            <Hint />
        </div>
    );
}

function useTitle(view: string, state: string): void {
    useEffect(() => {
        document.title = `${state === "" ? "" : `(${state}) `}${view} · Scan Event Worker`;
    }, [view, state]);
}

// A new view begins at its top, for the eye and for the keyboard; the first one does not take the focus.
function useViewFocus(main: RefObject<HTMLElement>, view: string, item: string | null): void {
    const last = useRef(`${view}/${item ?? ""}`);
    useEffect(() => {
        const now = `${view}/${item ?? ""}`;
        if (last.current === now) return;
        last.current = now;
        window.scrollTo(0, 0);
        if (document.activeElement?.id !== "parcel-id") main.current?.focus({ preventScroll: true });
    }, [main, view, item]);
}
