#include "adapters/sql/operations/sql_feed_gaps.h"

#include "base/require.h"
#include "operations/acting/feed_gap_acts.h"

namespace scan {

SqlFeedGaps::SqlFeedGaps(const SqlAccess& access)
    : connection_(access.database, access.store, Role::control),
      list_(connection_, "list_feed_gaps", {"below_id", "state", "rows_max"}),
      close_(connection_, "close_feed_gap", {"id", "now", "closed_as"}) {}

Result<std::vector<FeedGapRecord>> SqlFeedGaps::list(std::optional<GapState> state,
                                                     std::int64_t below_id,
                                                     std::uint32_t rows_max) {
    return connection_.read([&] {
        std::vector<FeedGapRecord> rows;
        list_.each(
            [&](const FeedGapRow& row) {
                rows.push_back({.id = row.id,
                                .gap = {.after_event_id = row.after,
                                        .before_event_id = row.before,
                                        .is_proven = row.is_proven},
                                .noticed_at = row.noticed_at,
                                .state = gap_state_of(row.state).value_or(GapState::open),
                                .closed_at = row.closed_at});
            },
            below_id, state ? name_of(*state) : std::string_view(), rows_max);
        return rows;
    });
}

Result<std::optional<FeedGapRecord>> SqlFeedGaps::find(std::int64_t id) {
    const auto below = list(std::nullopt, id + 1, 1);
    if (!below) return std::unexpected(below.error());
    if (below->empty() || below->front().id != id) return std::nullopt;
    return below->front();
}

Result<bool> SqlFeedGaps::close(std::int64_t id, GapState state) {
    require(state != GapState::open, "a gap is closed as something");
    const std::string now = connection_.clock().utc_now().to_string();
    return connection_.write(Intent::durable,
                             [&] { return close_.run(id, now, name_of(state)) == 1; });
}

}  // namespace scan
