#include "operations/jobs/job_acts.h"

#include <fmt/format.h>

#include "operations/jobs/job_look.h"

namespace scan {

Result<Job> order_job(JobBoard& board, AuditLog& audit, const Act& act, std::int64_t id,
                      const JobOrder& order) {
    if (const auto checked = check_reason(act); !checked) return std::unexpected(checked.error());
    const auto job = show_job(board, id);
    if (!job) return job;
    if (has_ended(job->state))
        return fail(ErrorCode::rejected,
                    fmt::format("job {} has ended: {}", id, name_of(job->state)));
    const auto work = [&]() -> Result<Job> {
        if (act.is_dry_run) return *job;
        const auto ordered = board.order(id, order);
        if (!ordered) return std::unexpected(ordered.error());
        return show_job(board, id);
    };
    return audited(
        audit, act,
        fmt::format("jobs {} --order {} --rate {}", id, name_of(order.state), order.rate), work,
        [](const Job& now) { return std::string(name_of(now.state)); });
}

}  // namespace scan
