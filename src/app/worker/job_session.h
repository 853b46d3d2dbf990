#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "app/engines.h"
#include "operations/jobs/job_work.h"
#include "operations/jobs/verification.h"
#include "pipeline/ports/feed.h"

namespace scan {

// What the work on jobs is made from, in a worker or in a command's own process; all of it outlives the work.
struct JobSurroundings {
    Engines& engines;
    const Config& config;
    Feed& feed;  // of this work alone
    Clock& clock;
    std::stop_token let_go;  // ends its calls of the queue
    // Whether the feed may be asked for what has time; empty: always.
    std::function<bool()> is_at_leisure = {};
    // Told of each verification that came to its end; may be empty.
    std::function<void(const Verification&)> verified = {};
};

// The kinds that `open_job_work` knows.
std::vector<std::string> job_kinds();

// The work on a claimed job, with sessions of its own that are closed with it: what is rarely done holds no connection meanwhile.
// nullptr: its kind is not known, or its arguments cannot be read.
std::unique_ptr<JobWork> open_job_work(const JobSurroundings& given, const Job& job,
                                       const JobClaim& claim, Random random);

}  // namespace scan
