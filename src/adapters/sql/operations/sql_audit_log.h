#pragma once

#include "adapters/sql/sql_engine.h"
#include "adapters/sql/statement.h"
#include "operations/ports/audit_log.h"

namespace scan {

struct AuditLogRow {
    std::int64_t id = 0;
    UtcTime at;
    std::string who;
    std::string what;
    std::string reason;
    std::string result;

    static constexpr auto columns() {
        using Row = AuditLogRow;
        return std::tuple(&Row::id, &Row::at, &Row::who, &Row::what, &Row::reason, &Row::result);
    }
};

class SqlAuditLog final : public AuditLog {
public:
    // Rows older than `keep` are forgotten; nullopt: none is.
    SqlAuditLog(const SqlAccess& access, std::optional<Duration> keep);

    Result<std::int64_t> begin(const AuditEntry& entry) override;
    Result<> end(std::int64_t id, std::string_view result) override;
    Result<std::vector<AuditRow>> list(std::optional<UtcTime> since, std::int64_t below_id,
                                       std::uint32_t rows_max) override;

private:
    const std::optional<Duration> keep_;
    Connection connection_;
    Statement<In<UtcTime, std::string, std::string, std::string, std::string>, std::int64_t> begin_;
    Statement<In<std::int64_t, std::string>> end_;
    Statement<In<UtcTime>> forget_;
    Statement<In<UtcTime, std::int64_t, std::int64_t>, AuditLogRow> list_;
};

}  // namespace scan
