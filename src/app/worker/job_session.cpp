#include "app/worker/job_session.h"

#include "adapters/sql/operations/sql_operations.h"
#include "app/worker_settings.h"
#include "operations/jobs/replay.h"
#include "operations/jobs/verify_work.h"

namespace scan {
namespace {

ReplaySettings replay_settings(const Config& config) {
    const PollerSettings poller = poller_settings(config);
    return {.page_limit = poller.page_limit,
            .message = poller.message,
            .depth_max = config.queue.depth_max,
            .retry_delay_max = poller.retry_delay_max};
}

VerifySettings verify_settings(const JobSurroundings& given) {
    const Config& config = given.config;
    // PostgreSQL keeps microseconds.
    constexpr std::int64_t kTicksAMicrosecond = 10;
    const bool is_coarse = config.store.url.engine == EngineUrl::Engine::postgres;
    return {.page_limit = config.feed.page_limit,
            .ticks_kept = is_coarse ? kTicksAMicrosecond : 1,
            .keep_history = config.store.history,
            .retry_delay_max = config.feed.retry_delay_max,
            .is_at_leisure = given.is_at_leisure};
}

class OwnReplay final : public JobWork {
public:
    OwnReplay(const JobSurroundings& given, const Job& job, const JobClaim& claim, Random random)
        : board_(sql_job_board(given.engines.store())),
          queue_(given.engines.queue(given.let_go)),
          work_({*board_, given.feed, *queue_, given.clock}, job, claim,
                replay_settings(given.config), random) {}

    Next step(const StopPhases& stop) override { return work_.step(stop); }
    JobState state() const override { return work_.state(); }
    const std::string& result() const override { return work_.result(); }
    const JobProgress& progress() const override { return work_.progress(); }

private:
    std::unique_ptr<JobBoard> board_;
    std::unique_ptr<EventQueue> queue_;
    Replay work_;
};

class OwnVerification final : public JobWork {
public:
    OwnVerification(const JobSurroundings& given, const Job& job, const JobClaim& claim,
                    Random random)
        : board_(sql_job_board(given.engines.store())),
          queue_(given.engines.queue(given.let_go)),
          cursors_(given.engines.store().cursor_store()),
          parcels_(given.engines.store().parcel_store()),
          mender_(sql_parcel_mender(given.engines.store())),
          failed_(sql_failed_events(given.engines.store())),
          audit_(sql_audit_log(given.engines.store(), given.config.store.audit_retention)),
          verified_(given.verified),
          work_({*board_, given.feed, *queue_, *cursors_, *parcels_, *mender_, *failed_, *audit_,
                 given.clock},
                job, claim, verify_settings(given), random) {}

    Next step(const StopPhases& stop) override {
        const Next next = work_.step(stop);
        if (work_.state() == JobState::done && verified_) verified_(work_.found());
        return next;
    }
    JobState state() const override { return work_.state(); }
    const std::string& result() const override { return work_.result(); }
    const JobProgress& progress() const override { return work_.progress(); }

private:
    std::unique_ptr<JobBoard> board_;
    std::unique_ptr<EventQueue> queue_;
    std::unique_ptr<CursorStore> cursors_;
    std::unique_ptr<ParcelStore> parcels_;
    std::unique_ptr<ParcelMender> mender_;
    std::unique_ptr<FailedEvents> failed_;
    std::unique_ptr<AuditLog> audit_;
    std::function<void(const Verification&)> verified_;
    VerifyWork work_;
};

}  // namespace

std::vector<std::string> job_kinds() {
    return {std::string(kReplayKind), std::string(kVerifyKind)};
}

std::unique_ptr<JobWork> open_job_work(const JobSurroundings& given, const Job& job,
                                       const JobClaim& claim, Random random) {
    if (replay_range_of(job)) return std::make_unique<OwnReplay>(given, job, claim, random);
    if (verify_request_of(job)) return std::make_unique<OwnVerification>(given, job, claim, random);
    return nullptr;
}

}  // namespace scan
