#pragma once

#include "adapters/faulty/fault_script.h"
#include "adapters/faulty/faulty_call.h"
#include "operations/ports/feed_gaps.h"

namespace scan {

// Feed gaps whose calls go wrong as the script says.
class FaultyFeedGaps final : public FeedGaps {
public:
    FaultyFeedGaps(FeedGaps& gaps, FaultScript& faults) : gaps_(gaps), faults_(faults) {}

    Result<std::vector<FeedGapRecord>> list(std::optional<GapState> state, std::int64_t below_id,
                                            std::uint32_t rows_max) override {
        return faulty_call(faults_, Operation::gaps_read,
                           [&] { return gaps_.list(state, below_id, rows_max); });
    }
    Result<std::optional<FeedGapRecord>> find(std::int64_t id) override {
        return faulty_call(faults_, Operation::gaps_read, [&] { return gaps_.find(id); });
    }
    Result<bool> close(std::int64_t id, GapState state) override {
        return faulty_call(faults_, Operation::gaps_close, [&] { return gaps_.close(id, state); });
    }

private:
    FeedGaps& gaps_;
    FaultScript& faults_;
};

}  // namespace scan
