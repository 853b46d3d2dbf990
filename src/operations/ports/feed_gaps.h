#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/error.h"
#include "base/utc_time.h"
#include "domain/id_range.h"
#include "pipeline/ports/cursor_store.h"

namespace scan {

enum class GapState {
    open,
    acknowledged,  // a person knows that these ids are lost
    filled,        // its ids were brought by other means
};

struct FeedGapRecord {
    std::int64_t id = 0;
    FeedGap gap;
    UtcTime noticed_at;
    GapState state = GapState::open;
    std::optional<UtcTime> closed_at = std::nullopt;
};

// Feed gaps, and what a person says of them. One object serves one thread.
class FeedGaps {
public:
    virtual ~FeedGaps() = default;

    // Newest first, those with an id below `below_id`. nullopt: in any state.
    virtual Result<std::vector<FeedGapRecord>> list(std::optional<GapState> state,
                                                    std::int64_t below_id,
                                                    std::uint32_t rows_max) = 0;

    virtual Result<std::optional<FeedGapRecord>> find(std::int64_t id) = 0;

    // False: it is closed already, or not there.
    // REQUIRES: `state` is not open.
    virtual Result<bool> close(std::int64_t id, GapState state) = 0;
};

}  // namespace scan
