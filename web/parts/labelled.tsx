import { useId, type ReactNode } from "react";

interface LabelledProps {
    readonly label: string;
    readonly hint?: string;
    readonly fault?: string | null;
    // `about`: the id of the hint or fault, for aria-describedby.
    readonly children: (id: string, about: string) => ReactNode;
}

export function Labelled({ label, hint, fault, children }: LabelledProps) {
    const id = useId();
    const about = `${id}-about`;
    return (
        <div className="labelled">
            <label htmlFor={id}>{label}</label>
            {children(id, about)}
            {fault !== undefined && fault !== null ? (
                <p id={about} className="fault">
                    {fault}
                </p>
            ) : (
                hint !== undefined && (
                    <p id={about} className="muted">
                        {hint}
                    </p>
                )
            )}
        </div>
    );
}
