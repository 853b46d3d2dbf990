#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "operations/jobs/job_work.h"

namespace scan {

// Hears of the jobs that a worker runs. Called on the runner's thread.
class JobObserver {
public:
    virtual ~JobObserver() = default;
    virtual void job_begun(const Job& job) = 0;
    // `work` has ended; see JobWork::state.
    virtual void job_ended(const Job& job, const JobWork& work) = 0;
};

struct JobRunnerParts {
    JobBoard& board;
    Clock& clock;
    JobObserver& observer;
    std::string holder;  // this worker's own name
    // Whether jobs may run here now; asked at each step. The lease's holder asks the feed, and so
    // runs what asks the feed.
    std::function<bool()> may_run;
    // The work on a claimed job; nullptr: this worker knows no such kind.
    std::function<std::unique_ptr<JobWork>(const Job& job, const JobClaim& claim)> make;
    std::vector<std::string> kinds;  // that `make` knows
};

// Runs the jobs that nobody works on, the oldest first, one at a time: those that were asked for by
// the API or with --detach, and those whose worker died or let go. Idle it reads the board every few
// seconds and writes nothing. When it is asked to finish, or may run nothing any more, it gives its
// job back. One thread.
class JobRunner final : public Stage {
public:
    explicit JobRunner(JobRunnerParts parts) : parts_(std::move(parts)) {}

    Next step(const StopPhases& stop) override;

private:
    struct Running {
        Job job;
        std::unique_ptr<JobWork> work;
    };

    Next work_on(Running& running, const StopPhases& stop);
    // The oldest that can be claimed; nullopt: there is none, or the board cannot be read now.
    std::optional<Job> find() const;
    bool take(const Job& job);

    const JobRunnerParts parts_;
    std::optional<Running> running_;
};

}  // namespace scan
