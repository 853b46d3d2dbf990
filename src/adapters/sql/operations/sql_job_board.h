#pragma once

#include "adapters/sql/sql_engine.h"
#include "adapters/sql/statement.h"
#include "operations/ports/job_board.h"

namespace scan {

struct JobRow {
    std::int64_t id = 0;
    std::string kind;
    std::string arguments;
    std::string who;
    std::string reason;
    UtcTime made_at;
    std::string state;
    std::int64_t position = 0;
    std::uint64_t done = 0;
    std::uint64_t failed = 0;
    std::uint64_t rate = 0;
    std::string result;
    std::string claimed_by;
    std::optional<UtcTime> ended_at;
    std::string findings;

    static constexpr auto columns() {
        using Row = JobRow;
        return std::tuple(&Row::id, &Row::kind, &Row::arguments, &Row::who, &Row::reason,
                          &Row::made_at, &Row::state, &Row::position, &Row::done, &Row::failed,
                          &Row::rate, &Row::result, &Row::claimed_by, &Row::ended_at,
                          &Row::findings);
    }
};

struct JobOrderRow {
    std::string state;
    std::uint64_t rate = 0;

    static constexpr auto columns() {
        using Row = JobOrderRow;
        return std::tuple(&Row::state, &Row::rate);
    }
};

class SqlJobBoard final : public JobBoard {
public:
    explicit SqlJobBoard(const SqlAccess& access);

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
    Connection connection_;
    Statement<In<std::string, std::string, std::string, std::string, UtcTime, std::int64_t,
                 std::uint64_t>,
              std::int64_t>
        add_;
    Statement<In<std::int64_t, std::string, bool, std::int64_t>, JobRow> list_;
    Statement<In<std::int64_t, std::string, std::int64_t>, std::int64_t> claim_;
    Statement<
        In<std::int64_t, std::int64_t, std::int64_t, std::uint64_t, std::uint64_t, std::int64_t>,
        JobOrderRow>
        report_;
    Statement<In<std::int64_t, std::int64_t, std::string>> note_;
    Statement<In<std::int64_t, std::int64_t, std::string, std::string, std::optional<UtcTime>>>
        let_go_;
    Statement<In<std::int64_t, std::string, std::uint64_t, std::optional<UtcTime>>> order_;
};

}  // namespace scan
