import { useEffect, useRef } from "react";
import { views } from "../views/catalog.ts";

export function KeysDialog({ close }: { readonly close: () => void }) {
    const frame = useRef<HTMLDialogElement>(null);
    useEffect(() => frame.current?.showModal(), []);
    return (
        <dialog ref={frame} className="keys" aria-labelledby="keys" onClose={close}>
            <header>
                <h2 id="keys">Keys</h2>
                <button type="button" className="plain" onClick={() => frame.current?.close()} aria-label="Close">
                    ✕
                </button>
            </header>
            <dl>
                <div>
                    <dt>
                        <kbd>/</kbd>
                    </dt>
                    <dd>Find a parcel</dd>
                </div>
                {views.map(({ name, letter, title }) => (
                    <div key={name}>
                        <dt>
                            <kbd>g</kbd> <kbd>{letter}</kbd>
                        </dt>
                        <dd>{title}</dd>
                    </div>
                ))}
                <div>
                    <dt>
                        <kbd>?</kbd>
                    </dt>
                    <dd>This list</dd>
                </div>
            </dl>
        </dialog>
    );
}
