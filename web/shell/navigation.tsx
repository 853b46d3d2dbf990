import { useEffect, useState } from "react";
import type { Session, Status } from "../api/types.ts";
import { linkTo, type Route } from "../route.ts";
import { countText } from "../text/numbers.ts";
import { views } from "../views/catalog.ts";

interface NavigationProps {
    readonly route: Route;
    readonly status: Status | null;
    readonly session: Session;
    readonly showKeys: () => void;
    readonly signOut: (() => void) | null;
}

export function Navigation({ route, status, session, showKeys, signOut }: NavigationProps) {
    const [isOpen, setIsOpen] = useState(false);
    useEffect(() => setIsOpen(false), [route]);
    const current = views.find(({ name }) => name === route.view);
    return (
        <header className="side">
            <div className="side-head">
                <a className="brand" href={linkTo("overview")}>
                    <img src="icon.svg" width="22" height="22" alt="" />
                    Scan Event Worker
                </a>
                <button
                    type="button"
                    className="menu"
                    aria-expanded={isOpen}
                    aria-controls="views"
                    onClick={() => setIsOpen(!isOpen)}
                >
                    {current?.title ?? "Views"} <span aria-hidden="true">▾</span>
                </button>
            </div>
            <div className={isOpen ? "side-body open" : "side-body"} id="views">
                <nav aria-label="Views">
                    <ul>
                        {views.map(({ name, letter, title, waiting }) => {
                            const count = status === null ? 0 : (waiting?.(status) ?? 0);
                            return (
                                <li key={name}>
                                    <a href={linkTo(name)} aria-current={name === route.view ? "page" : undefined}>
                                        <span>{title}</span>
                                        {count > 0 ? (
                                            <span className="count">{countText(count)}</span>
                                        ) : (
                                            <kbd aria-hidden="true">g {letter}</kbd>
                                        )}
                                    </a>
                                </li>
                            );
                        })}
                    </ul>
                </nav>
                <div className="side-foot">
                    <p className="muted">
                        {session.name === null
                            ? "Not signed in: this page only shows."
                            : session.may === "act"
                              ? `Signed in as ${session.name}.`
                              : `Signed in as ${session.name}, whose token may only read.`}
                    </p>
                    <div className="buttons">
                        <button type="button" className="small" onClick={showKeys}>
                            Keys <kbd aria-hidden="true">?</kbd>
                        </button>
                        {signOut !== null && (
                            <button type="button" className="small" onClick={signOut}>
                                Sign out
                            </button>
                        )}
                    </div>
                </div>
            </div>
        </header>
    );
}
