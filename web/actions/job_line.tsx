import type { Api } from "../api/client.ts";
import type { Id, Job } from "../api/types.ts";
import { Badge } from "../parts/glyph.tsx";
import { isOver, JobProgress, jobTones, wordsOfJob } from "../parts/job.tsx";
import { useResource } from "../parts/resource.ts";
import { linkTo } from "../route.ts";

const periodMs = 1_000;

// How a job that an action has begun goes on, until it is over or the dialog is closed.
export function JobLine({ api, id }: { readonly api: Api; readonly id: Id }) {
    const { value: job, error } = useResource(
        `job ${id}`,
        (signal) => api.get<Job>(`/jobs/${id}`, {}, signal),
        (last) => (last !== null && isOver(last) ? undefined : periodMs),
    );
    return (
        <div className="job-line">
            <p>
                <a href={linkTo("jobs", id)}>Job {id.toString()}</a>
                {job !== null && <Badge tone={jobTones[job.state]}>{job.state}</Badge>}
            </p>
            {job !== null && (
                <>
                    <JobProgress job={job} />
                    <p className="muted" role="status">
                        {wordsOfJob(job)}
                    </p>
                </>
            )}
            {error !== null && <p className="muted">{error.message}</p>}
        </div>
    );
}
