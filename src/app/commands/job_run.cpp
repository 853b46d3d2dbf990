#include "app/commands/job_run.h"

#include <fmt/format.h>
#include <unistd.h>

#include <tuple>

#include "adapters/sql/operations/operations_stores.h"
#include "adapters/sql/operations/sql_operations.h"
#include "app/commands/act_flags.h"
#include "app/operator_name.h"
#include "app/terminal/output.h"
#include "base/counted.h"
#include "operations/jobs/job_claim.h"
#include "operations/jobs/job_look.h"

namespace scan {
namespace {

constexpr Duration kTellEvery = std::chrono::seconds(10);
constexpr Duration kLook = std::chrono::milliseconds(500);
// A worker that polls takes a job within seconds.
constexpr Duration kWorkerPatience = std::chrono::seconds(10);

// Tells now and then how far a job has come.
class Teller {
public:
    Teller(const JobProgress& begin, Clock& clock)
        : clock_(clock), begin_(begin), began_at_(clock.now()), told_at_(began_at_) {}

    void tell(std::int64_t id, const JobProgress& progress, const std::string& waits_for) {
        const Instant now = clock_.now();
        if (now - told_at_ < kTellEvery) return;
        told_at_ = now;
        const double seconds = std::chrono::duration<double>(now - began_at_).count();
        const double rate = static_cast<double>(progress.done - begin_.done) / seconds;
        std::fputs(
            fmt::format("job {}: {}, at id {}, {:.0f}/s{}{}\n", id, counted(progress.done, "event"),
                        progress.position, rate, waits_for.empty() ? "" : "; ", waits_for)
                .c_str(),
            stderr);
    }

private:
    Clock& clock_;
    const JobProgress begin_;
    const Instant began_at_;
    Instant told_at_;
};

Result<Job> work_here(const Job& job, const JobClaim& claim, JobBoard& board,
                      const JobSurroundings& given, CommandContext& context) {
    const auto work = open_job_work(given, job, claim, context.random);
    if (work == nullptr) {
        std::ignore = board.let_go(claim, JobState::waiting, job.result);
        return fail(ErrorCode::rejected, fmt::format("job {}, {}, is none that this program knows",
                                                     job.id, job.spec.kind));
    }
    const std::stop_token stop = context.signals.stop();
    Teller teller(job.progress, context.clock);
    while (true) {
        const Next next = work->step({stop, stop});
        if (next.kind == Next::Kind::finished) return show_job(board, job.id);
        teller.tell(job.id, work->progress(), work->result());
        if (next.at > context.clock.now()) context.clock.sleep_until(next.at, stop);
    }
}

}  // namespace

Result<Job> bring_to_end(std::int64_t id, const JobSurroundings& given, CommandContext& context) {
    const auto board = sql_job_board(given.engines.store());
    const auto facts = store_facts_reader(given.engines.store());
    const std::string self = fmt::format("{}:{}", operator_name(), ::getpid());
    const Instant worker_until = context.clock.now() + kWorkerPatience;
    std::optional<Teller> teller;
    std::string told_holder;
    bool has_told_waiting = false;
    std::optional<LastWord> last_word(
        std::in_place, context.signals,
        fmt::format(
            "job {} goes on without this command; `scan-event-worker jobs {} --order cancel "
            "--reason WHY` ends it",
            id, id));
    while (true) {
        const auto job = show_job(*board, id);
        if (!job) return job;
        if (has_ended(job->state) || job->state == JobState::paused) return job;
        if (context.signals.stop().stop_requested()) return job;
        if (!teller) teller.emplace(job->progress, context.clock);
        teller->tell(id, job->progress, job->result);
        if (!job->claimed_by.empty() && job->claimed_by != told_holder) {
            told_holder = job->claimed_by;
            std::fputs(fmt::format("job {}: {} works on it\n", id, told_holder).c_str(), stderr);
        }
        const auto known = facts->read();
        const bool is_for_worker = known && known->status.lease_live && job->claimed_by.empty() &&
                                   context.clock.now() < worker_until;
        if (!is_for_worker) {
            const auto claim = JobHold::claim(*board, id, self);
            if (!claim) return std::unexpected(claim.error());
            if (*claim) {
                last_word.reset();
                return work_here(*job, **claim, *board, given, context);
            }
        } else if (!has_told_waiting) {
            has_told_waiting = true;
            std::fputs(fmt::format("job {} waits for a worker\n", id).c_str(), stderr);
        }
        context.clock.sleep_until(context.clock.now() + kLook, context.signals.stop());
    }
}

int leave_to_worker(std::int64_t id, Engines& engines, bool as_json) {
    const auto job = show_job(*sql_job_board(engines.store()), id);
    if (!job) return failed_with(job.error());
    if (as_json) {
        say("{}\n", json_text(*job));
    } else {
        say("job {} waits for a worker that polls; `scan-event-worker jobs {}` shows it\n", id, id);
    }
    return kDone;
}

std::string going_on(const Job& job) {
    const std::string where = fmt::format("job {} is {}", job.id, name_of(job.state));
    if (has_ended(job.state)) return fmt::format("{}: {}", where, job.result);
    if (job.state == JobState::paused)
        return fmt::format(
            "{}; `jobs {} --order resume` lets a worker go on, then `{} --job {}` here", where,
            job.id, job.spec.kind, job.id);
    return fmt::format("{}; a worker that polls goes on with it, or `{} --job {}`", where,
                       job.spec.kind, job.id);
}

}  // namespace scan
