#pragma once

#include "adapters/sql/sql_engine.h"
#include "adapters/sql/statement.h"
#include "operations/conditions/worker_directory.h"

namespace scan {

struct WorkerRow {
    std::string facts;
    bool is_live = false;

    static constexpr auto columns() {
        using Row = WorkerRow;
        return std::tuple(&Row::facts, &Row::is_live);
    }
};

class SqlWorkerDirectory final : public WorkerDirectory {
public:
    explicit SqlWorkerDirectory(const SqlAccess& access);

    Result<> tell(const WorkerFacts& facts) override { return put(facts, true); }
    Result<> leave(const WorkerFacts& facts) override { return put(facts, false); }
    Result<std::vector<WorkerFacts>> read() override;

private:
    Result<> put(const WorkerFacts& facts, bool is_live);

    Connection connection_;
    Statement<In<std::string, UtcTime, bool, std::string>> put_;
    Statement<In<UtcTime>> forget_;
    Statement<In<std::int64_t>, WorkerRow> read_;
    std::optional<Instant> forgot_at_;
};

}  // namespace scan
