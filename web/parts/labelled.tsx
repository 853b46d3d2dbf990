import { useId, type ReactNode } from "react";

interface LabelledProps {
    readonly label: string;
    readonly hint?: string;
    readonly fault?: string | null;
    readonly children: (id: string) => ReactNode;
}

export function Labelled({ label, hint, fault, children }: LabelledProps) {
    const id = useId();
    return (
        <div className="labelled">
            <label htmlFor={id}>{label}</label>
            {children(id)}
            {fault !== undefined && fault !== null ? (
                <p className="fault">{fault}</p>
            ) : (
                hint !== undefined && <p className="muted">{hint}</p>
            )}
        </div>
    );
}
