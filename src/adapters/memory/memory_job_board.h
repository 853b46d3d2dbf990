#pragma once

#include "adapters/memory/memory_store_state.h"
#include "operations/ports/job_board.h"

namespace scan {

class MemoryJobBoard final : public JobBoard {
public:
    explicit MemoryJobBoard(MemoryStoreState& state) : state_(state) {}

    Result<std::int64_t> add(const JobSpec& spec) override;
    Result<std::vector<Job>> list(const JobFilter& filter, std::int64_t below_id,
                                  std::uint32_t rows_max) override;
    Result<std::optional<Job>> find(std::int64_t id) override;
    Result<std::optional<JobClaim>> claim(std::int64_t id, std::string_view holder,
                                          Duration lasts) override;
    Result<std::optional<JobOrder>> report(const JobClaim& claim, const JobProgress& progress,
                                           Duration lasts) override;
    Result<bool> note(const JobClaim& claim, std::string_view findings) override;
    Result<bool> let_go(const JobClaim& claim, JobState state, std::string_view result) override;
    Result<bool> order(std::int64_t id, const JobOrder& order) override;

private:
    MemoryStoreState& state_;
};

}  // namespace scan
