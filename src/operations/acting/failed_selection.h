#pragma once

#include <functional>
#include <vector>

#include "operations/acting/failed_event_retry.h"

namespace scan {

// Hands the open events of a selection to an act, a few at a time with their texts, so that memory
// is bounded however many there are, and tells of those that are not open.
class FailedPieces final {
public:
    static constexpr std::uint32_t kRowsMax = 50;

    FailedPieces(FailedEvents& failed, const FailedSelection& selection)
        : failed_(failed), selection_(selection) {}

    // Fixes what is selected: the selection's own watermark, else what is there now.
    Result<> begin(FailedActResult& result);

    // The next ones, oldest first; empty: there are no more. What is not open is told to `result`.
    Result<std::vector<FailedEventRecord>> next(FailedActResult& result);

    // Counts what came since.
    Result<> end(FailedActResult& result);

private:
    bool is_by_id() const { return !selection_.ids.empty(); }
    Result<std::vector<FailedEventRecord>> next_by_id(FailedActResult& result);

    FailedEvents& failed_;
    FailedSelection selection_;
    std::size_t ids_taken_ = 0;
    std::int64_t above_id_ = 0;
};

}  // namespace scan
