#include "app/worker/job_parts.h"

#include "adapters/sql/operations/sql_operations.h"

namespace scan {

JobParts::JobParts(std::unique_ptr<HttpFeed> feed, Engines& engines, const Config& config,
                   const std::string& holder, std::stop_token let_go, WorkerWatch& watch,
                   const PauseBoard& pauses, Clock& clock, Log& log, Metrics& metrics,
                   Random random)
    : board_(watch.board),
      pauses_(pauses),
      feed_(std::move(feed)),
      watched_feed_(watch.over_feed(*feed_, stage_name(WorkerPart::jobs))),
      jobs_(sql_job_board(engines.store())),
      random_(random),
      report_(log, metrics, clock),
      surroundings_{
          .engines = engines,
          .config = config,
          .feed = *watched_feed_,
          .clock = clock,
          .let_go = std::move(let_go),
          .is_at_leisure =
              [this] { return board_.is_at_head() && !pauses_.is_paused(Pausable::poll); },
          .verified = [this](const Verification& found) { report_.verified(found); }},
      runner_(runner_parts(clock, holder)) {
    if (config.verify.every == Duration::zero()) return;
    proof_jobs_ = sql_job_board(engines.store());
    cursors_ = engines.store().cursor_store();
    marks_ = sql_cursor_marks(engines.store());
    audit_ = sql_audit_log(engines.store(), config.store.audit_retention);
    proof_.emplace(ProofPorts{.board = *proof_jobs_,
                              .cursors = *cursors_,
                              .marks = *marks_,
                              .audit = *audit_,
                              .clock = clock},
                   ProofSettings{.every = config.verify.every,
                                 .window = config.verify.window,
                                 .requests_per_second = config.verify.rate,
                                 .is_at_leisure = surroundings_.is_at_leisure});
}

JobRunnerParts JobParts::runner_parts(Clock& clock, const std::string& holder) {
    return {.board = *jobs_,
            .clock = clock,
            .observer = report_,
            .holder = holder,
            .may_run = [this] { return board_.holds_lease(); },
            .make =
                [this](const Job& job, const JobClaim& claim) {
                    return open_job_work(surroundings_, job, claim, Random(random_.next()));
                },
            .kinds = job_kinds()};
}

void JobParts::start(Crew& crew) {
    crew.start({WorkerPart::jobs, runner_});
    if (proof_) crew.start({WorkerPart::proof, *proof_});
}

}  // namespace scan
