#pragma once

#include "adapters/faulty/fault_script.h"
#include "adapters/faulty/faulty_call.h"
#include "operations/ports/job_board.h"

namespace scan {

// A board of jobs whose calls go wrong as the script says.
class FaultyJobBoard final : public JobBoard {
public:
    FaultyJobBoard(JobBoard& board, FaultScript& faults) : board_(board), faults_(faults) {}

    Result<std::int64_t> add(const JobSpec& spec) override {
        return faulty_call(faults_, Operation::jobs_order, [&] { return board_.add(spec); });
    }
    Result<std::vector<Job>> list(const JobFilter& filter, std::int64_t below_id,
                                  std::uint32_t rows_max) override {
        return faulty_call(faults_, Operation::jobs_read,
                           [&] { return board_.list(filter, below_id, rows_max); });
    }
    Result<std::optional<Job>> find(std::int64_t id) override {
        return faulty_call(faults_, Operation::jobs_read, [&] { return board_.find(id); });
    }
    Result<std::optional<JobClaim>> claim(std::int64_t id, std::string_view holder,
                                          Duration lasts) override {
        return faulty_call(faults_, Operation::jobs_claim,
                           [&] { return board_.claim(id, holder, lasts); });
    }
    Result<std::optional<JobOrder>> report(const JobClaim& claim, const JobProgress& progress,
                                           Duration lasts) override {
        return faulty_call(faults_, Operation::jobs_report,
                           [&] { return board_.report(claim, progress, lasts); });
    }
    Result<bool> note(const JobClaim& claim, std::string_view findings) override {
        return faulty_call(faults_, Operation::jobs_report,
                           [&] { return board_.note(claim, findings); });
    }
    Result<bool> let_go(const JobClaim& claim, JobState state, std::string_view result) override {
        return faulty_call(faults_, Operation::jobs_report,
                           [&] { return board_.let_go(claim, state, result); });
    }
    Result<bool> order(std::int64_t id, const JobOrder& order) override {
        return faulty_call(faults_, Operation::jobs_order, [&] { return board_.order(id, order); });
    }

private:
    JobBoard& board_;
    FaultScript& faults_;
};

}  // namespace scan
