#pragma once

#include "adapters/sql/sql_engine.h"
#include "adapters/sql/statement.h"
#include "operations/ports/feed_gaps.h"

namespace scan {

struct FeedGapRow {
    std::int64_t id = 0;
    EventId after;
    EventId before;
    bool is_proven = false;
    UtcTime noticed_at;
    std::string state;
    std::optional<UtcTime> closed_at;

    static constexpr auto columns() {
        using Row = FeedGapRow;
        return std::tuple(&Row::id, &Row::after, &Row::before, &Row::is_proven, &Row::noticed_at,
                          &Row::state, &Row::closed_at);
    }
};

class SqlFeedGaps final : public FeedGaps {
public:
    explicit SqlFeedGaps(const SqlAccess& access);

    Result<std::vector<FeedGapRecord>> list(std::optional<GapState> state, std::int64_t below_id,
                                            std::uint32_t rows_max) override;
    Result<std::optional<FeedGapRecord>> find(std::int64_t id) override;
    Result<bool> close(std::int64_t id, GapState state) override;

private:
    Connection connection_;
    Statement<In<std::int64_t, std::string, std::int64_t>, FeedGapRow> list_;
    Statement<In<std::int64_t, std::string, std::string>> close_;
};

}  // namespace scan
