#include "adapters/memory/memory_history_store.h"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

namespace scan {
namespace {

// Erases the oldest rows, at most `rows_max`, whose time is before `before`.
template <class Rows, class TimeOf>
std::size_t erase_oldest(Rows& rows, UtcTime before, std::size_t rows_max, TimeOf time_of) {
    std::vector<typename Rows::iterator> due;
    for (auto row = rows.begin(); row != rows.end(); ++row) {
        const std::optional<UtcTime> time = time_of(row->second);
        if (time && *time < before) due.push_back(row);
    }
    std::ranges::stable_sort(due, {}, [&](const auto& row) { return time_of(row->second); });
    due.resize(std::min(due.size(), rows_max));
    for (const auto& row : due) rows.erase(row);
    return due.size();
}

std::size_t erase_feed_gaps(std::vector<MemoryFeedGap>& gaps, UtcTime before,
                            std::size_t rows_max) {
    std::vector<std::pair<UtcTime, std::int64_t>> due;
    for (const MemoryFeedGap& row : gaps) {
        const bool is_last = &row == &gaps.back();
        if (!is_last && row.closed_at && *row.closed_at < before)
            due.emplace_back(*row.closed_at, row.id);
    }
    std::ranges::sort(due);
    due.resize(std::min(due.size(), rows_max));
    for (const auto& [closed_at, id] : due)
        std::erase_if(gaps, [&](const MemoryFeedGap& row) { return row.id == id; });
    return due.size();
}

std::size_t erase_jobs(std::map<std::int64_t, MemoryJob>& jobs, UtcTime before,
                       std::size_t rows_max) {
    std::map<std::tuple<std::string, std::string, JobState>, std::int64_t> last;
    for (const auto& [id, row] : jobs)
        last[{row.job.spec.kind, row.job.spec.who, row.job.state}] = id;
    return erase_oldest(jobs, before, rows_max, [&](const MemoryJob& row) {
        const auto stays = last.find({row.job.spec.kind, row.job.spec.who, row.job.state});
        return stays->second == row.job.id ? std::nullopt : row.job.ended_at;
    });
}

}  // namespace

Result<Forgotten> MemoryHistoryStore::forget(UtcTime before, std::uint32_t rows_max) {
    MemoryTransaction transaction(state_);
    return Forgotten{.raw_events = erase_oldest(transaction->history, before, rows_max,
                                                [](const MemoryHistoryEvent& kept) {
                                                    return std::optional(kept.stored_at);
                                                }),
                     .failed_events = erase_oldest(
                         transaction->failed_events, before, rows_max,
                         [](const MemoryFailedEvent& failed) { return failed.resolved_at; }),
                     .feed_gaps = erase_feed_gaps(transaction->feed_gaps, before, rows_max),
                     .jobs = erase_jobs(transaction->jobs, before, rows_max)};
}

}  // namespace scan
