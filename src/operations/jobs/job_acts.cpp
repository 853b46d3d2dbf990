#include "operations/jobs/job_acts.h"

#include <fmt/format.h>

#include "operations/jobs/job_look.h"

namespace scan {
namespace {

std::string_view order_name(JobState state) {
    switch (state) {
        case JobState::paused: return "pause";
        case JobState::cancelled: return "cancel";
        case JobState::waiting:
        case JobState::running:
        case JobState::done:
        case JobState::failed: return "resume";
    }
    return {};
}

Job as_ordered(Job job, const JobOrder& order) {
    const bool is_to_go_on = order.state == JobState::waiting || order.state == JobState::running;
    if (!is_to_go_on) job.state = order.state;
    if (is_to_go_on && job.state == JobState::paused) job.state = JobState::waiting;
    job.spec.rate = order.rate;
    return job;
}

}  // namespace

std::optional<JobState> ordered_state_of(std::string_view name) {
    for (const JobState state : {JobState::paused, JobState::waiting, JobState::cancelled}) {
        if (name == order_name(state)) return state;
    }
    return std::nullopt;
}

Result<Job> order_job(JobBoard& board, AuditLog& audit, const Act& act, std::int64_t id,
                      const JobOrder& order) {
    if (const auto checked = check_reason(act); !checked) return std::unexpected(checked.error());
    const auto job = show_job(board, id);
    if (!job) return job;
    if (has_ended(job->state))
        return fail(ErrorCode::rejected,
                    fmt::format("job {} has ended: {}", id, name_of(job->state)));
    const auto work = [&]() -> Result<Job> {
        if (act.is_dry_run) return as_ordered(*job, order);
        const auto ordered = board.order(id, order);
        if (!ordered) return std::unexpected(ordered.error());
        if (!*ordered) return fail(ErrorCode::rejected, fmt::format("job {} has ended", id));
        return show_job(board, id);
    };
    return audited(
        audit, act,
        fmt::format("jobs {} --order {} --rate {}", id, order_name(order.state), order.rate), work,
        [](const Job& now) { return std::string(name_of(now.state)); });
}

}  // namespace scan
