import type { ReactNode } from "react";
import { cancelJob } from "../../actions/catalog.ts";
import { useActions } from "../../actions/use_actions.tsx";
import type { Job } from "../../api/types.ts";
import { Badge } from "../../parts/glyph.tsx";
import { isOver, JobProgress, jobTones, rangeOfJob, wordsOfJob } from "../../parts/job.tsx";
import { OnlyShown } from "../../parts/only_shown.tsx";
import { useResource } from "../../parts/resource.ts";
import { Shown } from "../../parts/states.tsx";
import { When } from "../../parts/when.tsx";
import { linkTo } from "../../route.ts";
import { rateText } from "../../text/numbers.ts";
import type { ViewProps } from "../view.ts";
import { Findings } from "./findings.tsx";

const periodMs = 2_000;

export function JobView({ api, route, session }: ViewProps) {
    const id = route.item ?? "";
    const one = useResource(
        `job ${id}`,
        (signal) => api.get<Job>(`/jobs/${encodeURIComponent(id)}`, {}, signal),
        (last) => (last !== null && isOver(last) ? undefined : periodMs),
    );
    const actions = useActions(api, one.reload);
    const job = one.value;
    return (
        <div className="stack">
            <p>
                <a href={linkTo("jobs")}>← Jobs</a>
            </p>
            <header className="view-head">
                <h1>
                    Job {id} {job !== null && <Badge tone={jobTones[job.state]}>{job.state}</Badge>}
                </h1>
                {job !== null &&
                    !isOver(job) &&
                    (session.may === "act" ? (
                        <div className="buttons">
                            <button type="button" onClick={() => actions.open(cancelJob(job))}>
                                Cancel…
                            </button>
                        </div>
                    ) : (
                        <OnlyShown session={session} />
                    ))}
            </header>
            <Shown of={one} what={`job ${id}`}>
                {(shown) => (
                    <>
                        <JobCard job={shown} />
                        {shown.findings !== undefined && shown.findings !== null && (
                            <Findings found={shown.findings} isOver={isOver(shown)} />
                        )}
                    </>
                )}
            </Shown>
            {actions.dialog}
        </div>
    );
}

function JobCard({ job }: { readonly job: Job }) {
    const range = rangeOfJob(job);
    return (
        <section className="card" aria-label="The job">
            <JobProgress job={job} />
            <p role="status">{wordsOfJob(job)}</p>
            <dl className="row">
                <Detail name="Verb">{job.kind}</Detail>
                {range !== null && <Detail name="Event ids">{range}</Detail>}
                <Detail name="Who">{job.who}</Detail>
                <Detail name="Reason">{job.reason === "" ? <span className="muted">none</span> : job.reason}</Detail>
                <Detail name="Rate">{job.rate === 0 ? "no limit" : `at most ${rateText(job.rate)} a second`}</Detail>
                {!isOver(job) && (
                    <Detail name="Worked on by">{job.claimed_by === "" ? "nobody yet" : job.claimed_by}</Detail>
                )}
                <Detail name="Asked for">
                    <When utc={job.made_at_utc} />
                </Detail>
                {isOver(job) && (
                    <Detail name="Ended">
                        <When utc={job.ended_at_utc} />
                    </Detail>
                )}
            </dl>
        </section>
    );
}

function Detail({ name, children }: { readonly name: string; readonly children: ReactNode }) {
    return (
        <div>
            <dt>{name}</dt>
            <dd>{children}</dd>
        </div>
    );
}
