#pragma once

#include "app/commands/commands.h"
#include "app/worker/job_session.h"

namespace scan {

// Brings a job to its end: follows the worker that runs it, if one does or a poller lives that will, and else works on it here. Tells its
// progress every ten seconds. Returns the job as it stands then: ended, paused, or where a stop found it.
Result<Job> bring_to_end(std::int64_t id, const JobSurroundings& given, CommandContext& context);

// Says that a worker will run it, as text or as JSON, and returns the exit code.
int leave_to_worker(std::int64_t id, Engines& engines, bool as_json);

// How to go on with a job that has not come to its end.
std::string going_on(const Job& job);

}  // namespace scan
