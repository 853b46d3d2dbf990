import type { Session } from "../api/types.ts";

// Stands where the buttons would: why there are none.
export function OnlyShown({ session }: { readonly session: Session }) {
    return (
        <p className="muted only-shown">
            {session.name === null
                ? "Nothing can be changed here: this worker has no token."
                : `Nothing can be changed here: the token of ${session.name} may only read.`}
        </p>
    );
}
