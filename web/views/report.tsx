import { Raw } from "../parts/copy.tsx";
import { useResource } from "../parts/resource.ts";
import { Shown } from "../parts/states.tsx";
import type { ViewProps } from "./view.ts";

export function ReportView({ api }: ViewProps) {
    const report = useResource("report", (signal) => api.text("/report", signal));
    return (
        <div className="stack">
            <header className="view-head">
                <h1>Report</h1>
                <div className="buttons">
                    <button type="button" onClick={report.reload} disabled={report.loading}>
                        Write it anew
                    </button>
                </div>
            </header>
            <p className="muted lead">One text to paste into a ticket. It holds no secrets.</p>
            <Shown of={report} what="the report">
                {(text) => <Raw text={text} what="the report" />}
            </Shown>
        </div>
    );
}
