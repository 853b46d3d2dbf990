#pragma once

#include <vector>

#include "adapters/memory/memory_feed_gaps.h"
#include "sim/surroundings.h"

namespace scan::sim {

// An operator's way to the feed gaps, behind the faults: it sees what an import takes for filled.
class WatchedFeedGaps final : public FeedGaps {
public:
    explicit WatchedFeedGaps(Surroundings& around) : around_(around), gaps_(around.store) {}

    // What comes next is an import of these.
    void importing(std::vector<const EventBook::Entry*> exported) {
        exported_ = std::move(exported);
    }

    Result<std::vector<FeedGapRecord>> list(std::optional<GapState> state, std::int64_t below_id,
                                            std::uint32_t rows_max) override {
        return gaps_.list(state, below_id, rows_max);
    }
    Result<std::optional<FeedGapRecord>> find(std::int64_t id) override { return gaps_.find(id); }
    Result<bool> close(std::int64_t id, GapState state) override {
        const auto closed = gaps_.close(id, state);
        const auto row = gaps_.find(id);
        if (*closed && state == GapState::filled)
            around_.events.gap_filled((*row)->gap.after_event_id, (*row)->gap.before_event_id,
                                      exported_);
        return closed;
    }

private:
    Surroundings& around_;
    MemoryFeedGaps gaps_;
    std::vector<const EventBook::Entry*> exported_;
};

}  // namespace scan::sim
