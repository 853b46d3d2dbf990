#include "adapters/memory/memory_history_store.h"

#include <algorithm>
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

}  // namespace

Result<Forgotten> MemoryHistoryStore::forget(UtcTime before, std::uint32_t rows_max) {
    MemoryTransaction transaction(state_);
    return Forgotten{.raw_events = erase_oldest(transaction->history, before, rows_max,
                                                [](const MemoryHistoryEvent& kept) {
                                                    return std::optional(kept.stored_at);
                                                }),
                     .failed_events = erase_oldest(
                         transaction->failed_events, before, rows_max,
                         [](const MemoryFailedEvent& failed) { return failed.resolved_at; })};
}

}  // namespace scan
