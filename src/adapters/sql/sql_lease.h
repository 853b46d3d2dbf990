#pragma once

#include "adapters/sql/cursor_row.h"
#include "adapters/sql/sql_engine.h"
#include "adapters/sql/statement.h"
#include "pipeline/ports/lease.h"

namespace scan {

class SqlLease final : public Lease {
public:
    SqlLease(const Database& database, SchemaGuard& schema, SqlLeaseSettings settings);

    Result<std::optional<Tenure>> acquire() override;
    Result<bool> renew(LeaseEpoch epoch, const HolderReport& report) override;
    Result<> release(LeaseEpoch epoch, const HolderReport& report) override;
    Result<std::optional<UtcTime>> caught_up_at() override;

private:
    std::optional<Tenure> acquire_from(std::string_view now, const std::string& gone_holder);

    const SqlLeaseSettings settings_;
    Connection connection_;
    Statement<In<std::string>, std::string> other_holder_;
    Statement<In<EventId, std::string>> create_;
    Statement<In<std::string, std::string, std::int64_t>, TenureRow> acquire_;
    Statement<In<LeaseEpoch, std::string, std::int64_t, std::optional<UtcTime>, EventId,
                 std::string, EventId, EventId, std::string>>
        renew_;
    Statement<In<LeaseEpoch, std::string, std::optional<UtcTime>, EventId, std::string, EventId,
                 EventId, std::string>>
        release_;
    Statement<In<>, std::optional<UtcTime>> caught_up_at_;
};

}  // namespace scan
