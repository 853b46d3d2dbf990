#include "sim/watched_history_store.h"

#include <fmt/format.h>

#include <algorithm>

#include "operations/jobs/job_look.h"

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
    for (const MemoryFeedGap& row : had.feed_gaps) {
        if (std::ranges::find(has.feed_gaps, row.id, &MemoryFeedGap::id) != has.feed_gaps.end())
            continue;
        around_.forgotten_gaps.push_back(row);
        if (row.state == GapState::open)
            around_.violations.add(Rule::nothing_lost, "an open feed gap was deleted");
    }
    for (const auto& [id, row] : had.jobs) {
        if (!has.jobs.contains(id) && !has_ended(row.job.state))
            around_.violations.add(Rule::nothing_lost, "a job that has not ended was deleted");
    }
    return forgotten;
}

}  // namespace scan::sim
