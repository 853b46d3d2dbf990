#include "adapters/memory/memory_feed_gaps.h"

#include <algorithm>
#include <ranges>

#include "base/require.h"

namespace scan {
namespace {

FeedGapRecord record_of(const MemoryFeedGap& row) {
    return {.id = row.id,
            .gap = row.gap,
            .noticed_at = row.noticed_at,
            .state = row.state,
            .closed_at = row.closed_at};
}

}  // namespace

Result<std::vector<FeedGapRecord>> MemoryFeedGaps::list(std::optional<GapState> state,
                                                        std::int64_t below_id,
                                                        std::uint32_t rows_max) {
    MemoryTransaction transaction(state_);
    std::vector<FeedGapRecord> rows;
    for (const MemoryFeedGap& row : std::views::reverse(transaction->feed_gaps)) {
        const bool is_asked_for = row.id < below_id && (!state || row.state == *state);
        if (is_asked_for && rows.size() < rows_max) rows.push_back(record_of(row));
    }
    return rows;
}

Result<std::optional<FeedGapRecord>> MemoryFeedGaps::find(std::int64_t id) {
    MemoryTransaction transaction(state_);
    const auto row = std::ranges::find(transaction->feed_gaps, id, &MemoryFeedGap::id);
    if (row == transaction->feed_gaps.end()) return std::nullopt;
    return record_of(*row);
}

Result<bool> MemoryFeedGaps::close(std::int64_t id, GapState state) {
    require(state != GapState::open, "a gap is closed as something");
    MemoryTransaction transaction(state_);
    const auto row = std::ranges::find(transaction->feed_gaps, id, &MemoryFeedGap::id);
    if (row == transaction->feed_gaps.end() || row->state != GapState::open) return false;
    row->state = state;
    row->closed_at = transaction.clock().utc_now();
    return true;
}

}  // namespace scan
