#include "telemetry/job_report.h"

#include "operations/jobs/job_look.h"

namespace scan {

using fmt::literals::operator""_a;

void JobReport::job_begun(const Job& job) {
    log_.info(LogEvent{"job_begun"}, "job {job}, {kind}, goes on at {position}", "job"_a = job.id,
              "kind"_a = job.spec.kind, "position"_a = job.progress.position);
}

void JobReport::job_ended(const Job& job, const JobWork& work) {
    if (work.state() == JobState::failed) {
        metrics_.add(Count::jobs_failed);
        log_.error(LogEvent{"job_failed"},
                   "job {job}, {kind}, failed: {result}. See `scan-event-worker jobs {job}`.",
                   "job"_a = job.id, "kind"_a = job.spec.kind, "result"_a = work.result());
        return;
    }
    if (work.state() == JobState::done) metrics_.add(Count::jobs_ended);
    log_.info(LogEvent{"job_ended"}, "job {job}, {kind}, is {state}: {result}", "job"_a = job.id,
              "kind"_a = job.spec.kind,
              "state"_a = work.state() == JobState::running ? "not ours" : name_of(work.state()),
              "result"_a = work.result());
}

void JobReport::verified(const Verification& found) {
    metrics_.add(Count::verify_events, found.events);
    metrics_.add(Count::verify_differences, found.differences_count);
    metrics_.add(Count::verify_parcels_mended, found.mended);
    metrics_.set(Level::verify_unmended, static_cast<double>(found.unmended));
    metrics_.set(Level::verify_ended_seconds,
                 static_cast<double>(clock_.utc_now().unix_ms()) / 1000);
}

}  // namespace scan
