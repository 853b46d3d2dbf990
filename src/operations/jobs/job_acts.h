#pragma once

#include "operations/acting/act.h"
#include "operations/ports/job_board.h"

namespace scan {

// Holds, cancels or slows a job, or lets a held one go on; whoever works on it hears of it within
// seconds. Returns the job as it stands then. rejected: there is none, or it has ended.
Result<Job> order_job(JobBoard& board, AuditLog& audit, const Act& act, std::int64_t id,
                      const JobOrder& order);

}  // namespace scan
