import { useEffect, useRef } from "react";

// Shows the `data-hint` of what the pointer or the focus is on. One element for the whole page, so no
// table's edge can cut it off.
export function Hint() {
    const box = useRef<HTMLDivElement>(null);
    useEffect(() => {
        const show = (event: Event) => {
            const target = event.target instanceof Element ? event.target.closest("[data-hint]") : null;
            if (target === null || box.current === null) {
                hide();
                return;
            }
            place(box.current, target);
        };
        const hide = () => {
            if (box.current !== null) box.current.hidden = true;
        };
        const escape = (event: KeyboardEvent) => {
            if (event.key === "Escape") hide();
        };
        document.addEventListener("mouseover", show);
        document.addEventListener("focusin", show);
        document.addEventListener("focusout", hide);
        document.addEventListener("scroll", hide, true);
        document.addEventListener("keydown", escape);
        return () => {
            document.removeEventListener("mouseover", show);
            document.removeEventListener("focusin", show);
            document.removeEventListener("focusout", hide);
            document.removeEventListener("scroll", hide, true);
            document.removeEventListener("keydown", escape);
        };
    }, []);
    return <div className="hint" ref={box} hidden aria-hidden="true" />;
}

function place(box: HTMLDivElement, target: Element): void {
    box.textContent = target.getAttribute("data-hint");
    box.hidden = false;
    // What is in an open dialog can be covered only by what is in it, too.
    const home = target.closest("dialog[open]") ?? document.getElementById("page");
    if (home !== null && box.parentElement !== home) home.append(box);
    const at = target.getBoundingClientRect();
    const size = box.getBoundingClientRect();
    const left = Math.min(Math.max(4, at.left), window.innerWidth - size.width - 4);
    const above = at.top - size.height - 6;
    box.style.left = `${left}px`;
    box.style.top = `${above < 4 ? at.bottom + 6 : above}px`;
}
