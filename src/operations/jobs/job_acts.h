#pragma once

#include <optional>
#include <string_view>

#include "operations/acting/act.h"
#include "operations/ports/job_board.h"

namespace scan {

// What a person orders: "pause", "resume" or "cancel". nullopt: it is none of these.
std::optional<JobState> ordered_state_of(std::string_view name);

// Holds, cancels or slows a job, or lets a held one go on; whoever works on it hears of it within
// seconds. Returns the job as it stands then, or would without the dry run. rejected: there is none,
// or it has ended.
Result<Job> order_job(JobBoard& board, AuditLog& audit, const Act& act, std::int64_t id,
                      const JobOrder& order);

}  // namespace scan
