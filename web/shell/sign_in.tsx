import { useState, type FormEvent } from "react";
import { Glyph } from "../parts/glyph.tsx";
import { Labelled } from "../parts/labelled.tsx";

interface SignInProps {
    // A token was tried, and the worker does not know it.
    readonly wasRefused: boolean;
    readonly take: (token: string) => void;
}

export function SignIn({ wasRefused, take }: SignInProps) {
    const [text, setText] = useState("");
    const submit = (event: FormEvent) => {
        event.preventDefault();
        if (text.trim() !== "") take(text.trim());
    };
    return (
        <main className="sign-in">
            <form className="card" onSubmit={submit}>
                <h1>
                    <img src="icon.svg" width="28" height="28" alt="" /> Scan Event Worker
                </h1>
                <p>This worker wants a token: the value of admin.token, or one of those in admin.tokens_file.</p>
                {wasRefused && (
                    <p className="notice tone-error" role="alert">
                        <Glyph tone="error" />{" "}
                        <span>The worker does not know this token. It may have been changed.</span>
                    </p>
                )}
                <Labelled label="Token" hint="It is kept in this tab until the tab is closed.">
                    {(id) => (
                        <input
                            id={id}
                            type="password"
                            value={text}
                            onChange={(event) => setText(event.target.value)}
                            autoComplete="current-password"
                        />
                    )}
                </Labelled>
                <button type="submit" className="primary" disabled={text.trim() === ""}>
                    Show the page
                </button>
            </form>
        </main>
    );
}
