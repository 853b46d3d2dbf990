import type { Worker } from "../../api/types.ts";
import { Copy } from "../../parts/copy.tsx";
import { Badge } from "../../parts/glyph.tsx";
import { Empty } from "../../parts/states.tsx";
import { Table, type Column } from "../../parts/table.tsx";
import { When } from "../../parts/when.tsx";

const roleWords: Record<Worker["role"], string> = {
    both: "polls and processes",
    poll: "polls only",
    process: "processes only",
};

function leaseWords({ live, polls, role }: Worker): string {
    if (!live) return "None";
    if (polls) return "Holds it: polls";
    return role === "process" ? "Not wanted" : "Stands by";
}

const columns: readonly Column<Worker>[] = [
    { title: "Worker", cell: ({ name }) => <WorkerName name={name} /> },
    {
        title: "State",
        cell: (worker) => <Badge tone={worker.live ? "good" : "quiet"}>{worker.live ? "Alive" : "Gone"}</Badge>,
    },
    { title: "Lease", cell: leaseWords },
    { title: "Role", cell: (worker) => roleWords[worker.role] },
    { title: "Version", cell: (worker) => worker.version },
    { title: "Heard", cell: (worker) => <When utc={worker.told_at_utc} /> },
];

// "host:4711", of a name that goes on with what makes it the only one of its kind.
function WorkerName({ name }: { readonly name: string }) {
    return (
        <span className="id">
            <code data-hint={name}>{name.split(":").slice(0, 2).join(":")}</code>
            <Copy text={name} what="the worker's whole name" />
        </span>
    );
}

export function Workers({ workers }: { readonly workers: readonly Worker[] }) {
    return (
        <section aria-labelledby="workers">
            <h2 id="workers">Workers</h2>
            {workers.length === 0 ? (
                <Empty tone="warning" title="No worker has been heard for a day" />
            ) : (
                <Table caption="Workers" columns={columns} rows={workers} rowKey={(worker) => worker.name} />
            )}
        </section>
    );
}
