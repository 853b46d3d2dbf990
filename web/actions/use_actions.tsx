import { useCallback, useRef, useState, type ReactNode } from "react";
import type { Api } from "../api/client.ts";
import type { Action } from "./action.ts";
import { ActionDialog } from "./dialog.tsx";

// The one dialog of a view. When it closes, the focus goes back to the button that opened it.
export function useActions(
    api: Api,
    changed: () => void,
): { readonly open: (action: Action) => void; readonly dialog: ReactNode } {
    const [action, setAction] = useState<Action | null>(null);
    const opener = useRef<Element | null>(null);
    const open = useCallback((next: Action) => {
        opener.current = document.activeElement;
        setAction(next);
    }, []);
    const close = (wasDone: boolean) => {
        setAction(null);
        if (opener.current instanceof HTMLElement) opener.current.focus();
        if (wasDone) changed();
    };
    return { open, dialog: action === null ? null : <ActionDialog api={api} action={action} close={close} /> };
}
