import { replay, verify } from "../../actions/catalog.ts";
import { useActions } from "../../actions/use_actions.tsx";
import type { Job, Jobs } from "../../api/types.ts";
import { Badge } from "../../parts/glyph.tsx";
import { JobProgress, jobTones, rangeOfJob } from "../../parts/job.tsx";
import { OnlyShown } from "../../parts/only_shown.tsx";
import { useResource } from "../../parts/resource.ts";
import { Empty, Shown } from "../../parts/states.tsx";
import { Pager, Table, type Column } from "../../parts/table.tsx";
import { When } from "../../parts/when.tsx";
import { linkTo } from "../../route.ts";
import { counted } from "../../text/numbers.ts";
import type { ViewProps } from "../view.ts";
import { JobView } from "./job_view.tsx";

const columns: readonly Column<Job>[] = [
    { title: "Job", cell: ({ id }) => <a href={linkTo("jobs", id)}>{id.toString()}</a> },
    { title: "Verb", cell: ({ kind }) => kind },
    { title: "Event ids", cell: (job) => rangeOfJob(job) ?? <span className="muted">none</span> },
    { title: "State", cell: ({ state }) => <Badge tone={jobTones[state]}>{state}</Badge> },
    { title: "Progress", kind: "wide", cell: (job) => <JobProgress job={job} /> },
    { title: "Who", cell: ({ who }) => who },
    { title: "Asked for", cell: ({ made_at_utc }) => <When utc={made_at_utc} /> },
];

export function JobsView(props: ViewProps) {
    return props.route.item === null ? <JobList {...props} /> : <JobView {...props} />;
}

function JobList({ api, route, session, live }: ViewProps) {
    const after = route.query.after;
    const list = useResource(
        `jobs ${after ?? ""}`,
        (signal) => api.get<Jobs>("/jobs", { limit: "50", page_token: after }, signal),
        5_000,
    );
    const actions = useActions(api, list.reload);
    const cursor = live.status?.cursor?.last_event_id ?? null;
    return (
        <div className="stack">
            <header className="view-head">
                <h1>Jobs</h1>
                {session.may === "act" ? (
                    <div className="buttons">
                        <button type="button" onClick={() => actions.open(replay(cursor))}>
                            Replay…
                        </button>
                        <button type="button" onClick={() => actions.open(verify(cursor))}>
                            Verify…
                        </button>
                    </div>
                ) : (
                    <OnlyShown session={session} />
                )}
            </header>
            <Shown of={list} what="jobs">
                {({ jobs, page_token }) =>
                    jobs.length === 0 ? (
                        <Empty tone="quiet" title="No jobs">
                            A replay or a verification takes longer than a moment: it runs as a job and shows here.
                        </Empty>
                    ) : (
                        <>
                            <Table caption="Jobs" columns={columns} rows={jobs} rowKey={({ id }) => id.toString()} />
                            <Pager
                                isFirst={after === undefined}
                                firstLink={linkTo("jobs")}
                                nextLink={page_token === null ? null : linkTo("jobs", null, { after: page_token })}
                                shown={counted(jobs.length, "job")}
                            />
                        </>
                    )
                }
            </Shown>
            {actions.dialog}
        </div>
    );
}
