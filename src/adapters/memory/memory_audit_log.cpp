#include "adapters/memory/memory_audit_log.h"

#include <ranges>

namespace scan {
namespace {

constexpr Duration kTick = Duration(std::chrono::seconds(1)) / UtcTime::kTicksPerSecond;

}  // namespace

Result<std::int64_t> MemoryAuditLog::begin(const AuditEntry& entry) {
    MemoryTransaction transaction(state_);
    const UtcTime now = transaction.clock().utc_now();
    std::vector<AuditRow>& rows = transaction->audit;
    const std::int64_t id = rows.empty() ? 1 : rows.back().id + 1;
    if (keep_) {
        const std::int64_t bound = now.ticks() - *keep_ / kTick;
        std::erase_if(rows, [&](const AuditRow& row) { return row.at.ticks() < bound; });
    }
    rows.push_back({.id = id, .at = now, .entry = entry, .result = std::string(kActBegun)});
    return id;
}

Result<> MemoryAuditLog::end(std::int64_t id, std::string_view result) {
    MemoryTransaction transaction(state_);
    for (AuditRow& row : transaction->audit) {
        if (row.id == id) row.result = result;
    }
    return {};
}

Result<std::vector<AuditRow>> MemoryAuditLog::list(std::optional<UtcTime> since,
                                                   std::int64_t below_id, std::uint32_t rows_max) {
    MemoryTransaction transaction(state_);
    std::vector<AuditRow> rows;
    for (const AuditRow& row : std::views::reverse(transaction->audit)) {
        const bool is_asked_for = row.id < below_id && (!since || row.at >= *since);
        if (is_asked_for && rows.size() < rows_max) rows.push_back(row);
    }
    return rows;
}

}  // namespace scan
