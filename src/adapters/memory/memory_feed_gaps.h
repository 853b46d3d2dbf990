#pragma once

#include "adapters/memory/memory_store_state.h"
#include "operations/ports/feed_gaps.h"

namespace scan {

class MemoryFeedGaps final : public FeedGaps {
public:
    explicit MemoryFeedGaps(MemoryStoreState& state) : state_(state) {}

    Result<std::vector<FeedGapRecord>> list(std::optional<GapState> state, std::int64_t below_id,
                                            std::uint32_t rows_max) override;
    Result<std::optional<FeedGapRecord>> find(std::int64_t id) override;
    Result<bool> close(std::int64_t id, GapState state) override;

private:
    MemoryStoreState& state_;
};

}  // namespace scan
