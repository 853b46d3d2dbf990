import type { Audit, AuditRow } from "../api/types.ts";
import { useResource } from "../parts/resource.ts";
import { Empty, Shown } from "../parts/states.tsx";
import { Pager, Table, type Column } from "../parts/table.tsx";
import { When } from "../parts/when.tsx";
import { linkTo } from "../route.ts";
import { counted } from "../text/numbers.ts";
import type { ViewProps } from "./view.ts";

const columns: readonly Column<AuditRow>[] = [
    { title: "When", cell: ({ at_utc }) => <When utc={at_utc} /> },
    { title: "Who", cell: ({ who }) => who },
    { title: "What", kind: "wide", cell: ({ what }) => what },
    { title: "Reason", kind: "wide", cell: ({ reason }) => reason },
    { title: "Result", kind: "wide", cell: ({ result }) => result },
];

export function AuditView({ api, route }: ViewProps) {
    const after = route.query.after;
    const list = useResource(`audit ${after ?? ""}`, (signal) =>
        api.get<Audit>("/audit", { limit: "50", page_token: after }, signal),
    );
    return (
        <div className="stack">
            <h1>Audit</h1>
            <p className="muted lead">Who changed what, why, and what came of it: by command, API and page alike.</p>
            <Shown of={list} what="the audit">
                {({ audit, page_token }) =>
                    audit.length === 0 ? (
                        <Empty tone="quiet" title="Nobody has changed anything" />
                    ) : (
                        <>
                            <Table
                                caption="Audit"
                                columns={columns}
                                rows={audit}
                                rowKey={(row) => `${row.at_utc} ${row.who} ${row.what}`}
                            />
                            <Pager
                                isFirst={after === undefined}
                                firstLink={linkTo("audit")}
                                nextLink={page_token === null ? null : linkTo("audit", null, { after: page_token })}
                                shown={counted(audit.length, "entry", "entries")}
                            />
                        </>
                    )
                }
            </Shown>
        </div>
    );
}
