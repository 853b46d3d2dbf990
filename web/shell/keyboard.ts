import { useEffect } from "react";
import { go, linkTo } from "../route.ts";
import { views } from "../views/catalog.ts";

const chordMs = 1_500;

function isWriting(target: EventTarget | null): boolean {
    return (
        target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
    );
}

// '/' finds a parcel, 'g' and a letter changes the view, '?' lists the keys. Not while one writes, and
// not while a dialog is open.
export function useKeyboard(showKeys: () => void): void {
    useEffect(() => {
        let goesUntilMs = 0;
        const press = (event: KeyboardEvent) => {
            if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
            if (document.querySelector("dialog[open]") !== null) return;
            const isChord = event.timeStamp < goesUntilMs;
            goesUntilMs = 0;
            const view = isChord ? views.find(({ letter }) => letter === event.key) : undefined;
            if (view !== undefined) {
                go(linkTo(view.name));
            } else if (event.key === "g") {
                goesUntilMs = event.timeStamp + chordMs;
            } else if (event.key === "/") {
                event.preventDefault();
                findParcel();
            } else if (event.key === "?") {
                showKeys();
            }
        };
        document.addEventListener("keydown", press);
        return () => document.removeEventListener("keydown", press);
    }, [showKeys]);
}

function findParcel(): void {
    const focus = () => {
        const input = document.getElementById("parcel-id");
        if (!(input instanceof HTMLInputElement)) return false;
        input.focus();
        input.select();
        return true;
    };
    if (focus()) return;
    window.addEventListener("hashchange", () => requestAnimationFrame(focus), { once: true });
    go(linkTo("parcel"));
}
