#pragma once

#include "adapters/memory/memory_job_board.h"
#include "operations/jobs/job_look.h"
#include "sim/surroundings.h"

namespace scan::sim {

// The way to the jobs, behind the faults: it sees under which claim each is written.
class WatchedJobBoard final : public JobBoard {
public:
    explicit WatchedJobBoard(Surroundings& around) : around_(around), board_(around.store) {}

    Result<std::int64_t> add(const JobSpec& spec) override { return board_.add(spec); }
    Result<std::vector<Job>> list(const JobFilter& filter, std::int64_t below_id,
                                  std::uint32_t rows_max) override {
        return board_.list(filter, below_id, rows_max);
    }
    Result<std::optional<Job>> find(std::int64_t id) override { return board_.find(id); }
    Result<std::optional<JobClaim>> claim(std::int64_t id, std::string_view holder,
                                          Duration lasts) override {
        auto claim = board_.claim(id, holder, lasts);
        if (*claim) {
            around_.jobs.claimed(**claim);
            around_.jobs.goes_on(**claim);
        }
        return claim;
    }
    Result<std::optional<JobOrder>> report(const JobClaim& claim, const JobProgress& progress,
                                           Duration lasts) override {
        auto order = board_.report(claim, progress, lasts);
        if (*order) around_.jobs.moved(claim, progress.position);
        return order;
    }
    Result<bool> note(const JobClaim& claim, std::string_view findings) override {
        const auto noted = board_.note(claim, findings);
        if (*noted) around_.jobs.written(claim);
        return noted;
    }
    Result<bool> let_go(const JobClaim& claim, JobState state, std::string_view result) override {
        const auto gone = board_.let_go(claim, state, result);
        if (*gone) around_.jobs.written(claim);
        if (*gone && has_ended(state)) around_.jobs.ended(claim.job_id);
        return gone;
    }
    Result<bool> order(std::int64_t id, const JobOrder& order) override {
        const auto ordered = board_.order(id, order);
        if (*ordered && has_ended(order.state)) around_.jobs.ended(id);
        return ordered;
    }

private:
    Surroundings& around_;
    MemoryJobBoard board_;
};

}  // namespace scan::sim
