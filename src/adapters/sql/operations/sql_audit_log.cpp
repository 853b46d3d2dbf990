#include "adapters/sql/operations/sql_audit_log.h"

namespace scan {
namespace {

constexpr Duration kTick = Duration(std::chrono::seconds(1)) / UtcTime::kTicksPerSecond;

}  // namespace

SqlAuditLog::SqlAuditLog(const SqlAccess& access, std::optional<Duration> keep)
    : keep_(keep),
      connection_(access.database, access.store, Role::control),
      begin_(connection_, "begin_audit", {"now", "who", "what", "reason", "result"}),
      end_(connection_, "end_audit", {"id", "result"}),
      forget_(connection_, "forget_audit", {"before"}),
      list_(connection_, "list_audit", {"since", "below_id", "rows_max"}) {}

Result<std::int64_t> SqlAuditLog::begin(const AuditEntry& entry) {
    const UtcTime now = connection_.clock().utc_now();
    return connection_.write(Intent::durable, [&] {
        if (keep_) {
            const auto before = UtcTime::from_ticks(now.ticks() - *keep_ / kTick);
            forget_.run(before.value_or(UtcTime()));
        }
        return begin_.first(now, entry.who, entry.what, entry.reason, kActBegun).value_or(0);
    });
}

Result<> SqlAuditLog::end(std::int64_t id, std::string_view result) {
    return connection_.write(Intent::durable, [&] { end_.run(id, result); });
}

Result<std::vector<AuditRow>> SqlAuditLog::list(std::optional<UtcTime> since, std::int64_t below_id,
                                                std::uint32_t rows_max) {
    return connection_.read([&] {
        std::vector<AuditRow> rows;
        list_.each(
            [&](AuditLogRow row) {
                rows.push_back({.id = row.id,
                                .at = row.at,
                                .entry = {.who = std::move(row.who),
                                          .what = std::move(row.what),
                                          .reason = std::move(row.reason)},
                                .result = std::move(row.result)});
            },
            since.value_or(UtcTime()), below_id, rows_max);
        return rows;
    });
}

}  // namespace scan
