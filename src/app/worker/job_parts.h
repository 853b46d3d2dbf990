#pragma once

#include <memory>
#include <optional>
#include <stop_token>

#include "adapters/http_feed/http_feed.h"
#include "app/worker/crew.h"
#include "app/worker/job_session.h"
#include "app/worker_watch.h"
#include "operations/acting/pause_board.h"
#include "operations/jobs/job_runner.h"
#include "operations/jobs/proof_schedule.h"
#include "telemetry/job_report.h"

namespace scan {

// What a worker that polls runs jobs with. Outlives the crew's threads.
class JobParts final {
public:
    // `feed`: of the jobs alone.
    JobParts(std::unique_ptr<HttpFeed> feed, Engines& engines, const Config& config,
             const std::string& holder, std::stop_token let_go, WorkerWatch& watch,
             const PauseBoard& pauses, Clock& clock, Log& log, Metrics& metrics, Random random);

    void start(Crew& crew);

private:
    JobRunnerParts runner_parts(Clock& clock, const std::string& holder);

    WorkerBoard& board_;
    const PauseBoard& pauses_;
    std::unique_ptr<HttpFeed> feed_;
    std::unique_ptr<Feed> watched_feed_;
    std::unique_ptr<JobBoard> jobs_;
    Random random_;
    JobReport report_;
    JobSurroundings surroundings_;
    JobRunner runner_;
    // Continuous proof, if it is on.
    std::unique_ptr<JobBoard> proof_jobs_;
    std::unique_ptr<CursorStore> cursors_;
    std::unique_ptr<CursorMarks> marks_;
    std::unique_ptr<AuditLog> audit_;
    std::optional<ProofSchedule> proof_;
};

}  // namespace scan
