import { cancelJob, replay, verify } from "../actions/catalog.ts";
import { useActions } from "../actions/use_actions.tsx";
import type { Job, Jobs } from "../api/types.ts";
import { Badge, type Tone } from "../parts/glyph.tsx";
import { useResource } from "../parts/resource.ts";
import { Empty, Shown } from "../parts/states.tsx";
import { Pager, Table, type Column } from "../parts/table.tsx";
import { When } from "../parts/when.tsx";
import { linkTo } from "../route.ts";
import { counted, countText, rateText } from "../text/numbers.ts";
import type { ViewProps } from "./view.ts";

const tones: Record<Job["state"], Tone> = {
    waiting: "quiet",
    running: "info",
    paused: "warning",
    done: "good",
    failed: "error",
    cancelled: "quiet",
};

const stateWords: Record<Job["state"], string> = {
    waiting: "It waits for a worker.",
    running: "A worker is at it.",
    paused: "It is held until somebody lets it go on.",
    done: "It is done.",
    failed: "It ended before its work was done.",
    cancelled: "It was cancelled.",
};

function isOver({ state }: Job): boolean {
    return state === "done" || state === "failed" || state === "cancelled";
}

export function JobsView({ api, route, session }: ViewProps) {
    const after = route.query.after;
    const one = useResource(
        route.item === null ? null : `job ${route.item}`,
        (signal) => api.get<Job>(`/jobs/${route.item ?? ""}`, {}, signal),
        2_000,
    );
    const list = useResource(
        route.item === null ? `jobs ${after ?? ""}` : null,
        (signal) => api.get<Jobs>("/jobs", { limit: "50", page_token: after }, signal),
        5_000,
    );
    const actions = useActions(api, () => {
        one.reload();
        list.reload();
    });
    const mayAct = session.may === "act";
    const columns: Column<Job>[] = [
        { title: "Job", cell: ({ id }) => <a href={linkTo("jobs", id)}>{id.toString()}</a> },
        { title: "Verb", cell: ({ kind }) => kind },
        { title: "State", cell: ({ state }) => <Badge tone={tones[state]}>{state}</Badge> },
        { title: "Progress", kind: "wide", cell: (job) => <Progress job={job} /> },
        { title: "Who", cell: ({ who }) => who },
        { title: "Asked for", cell: ({ made_at_utc }) => <When utc={made_at_utc} /> },
    ];
    return (
        <div className="stack">
            {route.item !== null && (
                <p>
                    <a href={linkTo("jobs")}>← Jobs</a>
                </p>
            )}
            <header className="view-head">
                <h1>{route.item === null ? "Jobs" : `Job ${route.item}`}</h1>
                {mayAct && route.item === null && (
                    <div className="buttons">
                        <button type="button" onClick={() => actions.open(replay())}>
                            Replay…
                        </button>
                        <button type="button" onClick={() => actions.open(verify())}>
                            Verify…
                        </button>
                    </div>
                )}
            </header>
            {route.item === null ? (
                <Shown of={list} what="jobs">
                    {({ jobs, page_token }) =>
                        jobs.length === 0 ? (
                            <Empty tone="quiet" title="No jobs">
                                What takes longer than a moment, as a redrive of many or a replay, runs as a job and
                                shows here.
                            </Empty>
                        ) : (
                            <>
                                <Table
                                    caption="Jobs"
                                    columns={columns}
                                    rows={jobs}
                                    rowKey={({ id }) => id.toString()}
                                />
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
            ) : (
                <Shown of={one} what={`job ${route.item}`}>
                    {(job) => (
                        <section className="card" aria-label="The job">
                            <header className="card-head">
                                <h2>{job.kind}</h2>
                                <Badge tone={tones[job.state]}>{job.state}</Badge>
                            </header>
                            <Progress job={job} />
                            <p role="status">{job.result === "" ? stateWords[job.state] : job.result}</p>
                            <dl className="row">
                                <Detail name="Who">{job.who}</Detail>
                                <Detail name="Reason">{job.reason}</Detail>
                                <Detail name="Rate">
                                    {job.rate === 0 ? "no limit" : `at most ${rateText(job.rate)} a second`}
                                </Detail>
                                <Detail name="Worked on by">{job.claimed_by === "" ? "nobody" : job.claimed_by}</Detail>
                                <Detail name="Failed">{countText(job.failed)}</Detail>
                                <div>
                                    <dt>Asked for</dt>
                                    <dd>
                                        <When utc={job.made_at_utc} />
                                    </dd>
                                </div>
                                <div>
                                    <dt>Ended</dt>
                                    <dd>
                                        <When utc={job.ended_at_utc} never="not yet" />
                                    </dd>
                                </div>
                            </dl>
                            {mayAct && !isOver(job) && (
                                <div className="buttons">
                                    <button type="button" onClick={() => actions.open(cancelJob(job))}>
                                        Cancel…
                                    </button>
                                </div>
                            )}
                        </section>
                    )}
                </Shown>
            )}
            {actions.dialog}
        </div>
    );
}

function Detail({ name, children }: { readonly name: string; readonly children: string }) {
    return (
        <div>
            <dt>{name}</dt>
            <dd>{children}</dd>
        </div>
    );
}

function Progress({ job }: { readonly job: Job }) {
    const share = shareOf(job);
    return (
        <span className="job-progress">
            {share !== null && <progress max={1} value={share} aria-label={`Progress of job ${job.id}`} />}
            <span>
                {countText(job.done)} done
                {job.failed > 0 && <span className="muted">, {countText(job.failed)} failed</span>}
            </span>
        </span>
    );
}

// How much of its range is done, from 0 to 1; null: it has none.
function shareOf({ state, arguments: { from, to }, position }: Job): number | null {
    if (state === "done") return 1;
    if (from === undefined || to === undefined) return null;
    const share = Number(BigInt(position) - BigInt(from) + 1n) / Number(BigInt(to) - BigInt(from) + 1n);
    return Math.min(1, Math.max(0, share));
}
