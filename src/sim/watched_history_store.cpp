#include "sim/watched_history_store.h"

#include <fmt/format.h>

namespace scan::sim {
namespace {

constexpr Duration kTick{100};

}  // namespace

Result<Forgotten> WatchedHistoryStore::forget(UtcTime before, std::uint32_t rows_max) {
    const MemoryTables had = around_.store.tables();
    const auto forgotten = store_.forget(before, rows_max);
    const MemoryTables has = around_.store.tables();
    const std::int64_t horizon =
        around_.truth.utc_now().ticks() - around_.scenario.history_keep / kTick;
    for (const auto& [id, kept] : had.history) {
        if (has.history.contains(id) || kept.stored_at.ticks() < horizon) continue;
        around_.violations.add(
            Rule::nothing_lost,
            fmt::format("the history let go of event {} before its time", id.value));
    }
    for (const auto& [text, failed] : had.failed_events) {
        if (has.failed_events.contains(text) || failed.resolved_at) continue;
        around_.violations.add(Rule::nothing_lost,
                               fmt::format("an open failed event was deleted: {:.200}", text));
    }
    return forgotten;
}

}  // namespace scan::sim
