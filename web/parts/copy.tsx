import { useEffect, useState } from "react";

// Copies a text. Without a secure context there is no clipboard; then the text can still be selected.
export function Copy({ text, what }: { readonly text: string; readonly what: string }) {
    const [done, setDone] = useState(false);
    useEffect(() => {
        if (!done) return;
        const timer = setTimeout(() => setDone(false), 1_500);
        return () => clearTimeout(timer);
    }, [done]);
    if (!("clipboard" in navigator)) return null;
    const copy = () => {
        navigator.clipboard.writeText(text).then(
            () => setDone(true),
            () => setDone(false),
        );
    };
    return (
        <button
            type="button"
            className="copy"
            onClick={copy}
            data-hint={done ? "Copied" : `Copy ${what}`}
            aria-label={`Copy ${what}`}
        >
            <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
                {done ? <path d="M3 8.5l3.2 3.2L13 4.6" /> : <path d="M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z" />}
            </svg>
            <span className="unseen" role="status">
                {done ? "Copied" : ""}
            </span>
        </button>
    );
}

// A text in the machine's own letters, shown as text only, with a button that copies it.
export function Raw({ text, what }: { readonly text: string; readonly what: string }) {
    return (
        <div className="raw">
            {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
            <pre tabIndex={0} aria-label={what}>
                {text}
            </pre>
            <Copy text={text} what={what} />
        </div>
    );
}
