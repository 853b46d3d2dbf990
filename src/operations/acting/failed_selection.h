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

    // What counts as open.
    enum class Retried { on_their_way, open };

    FailedPieces(FailedEvents& failed, const FailedSelection& selection,
                 Retried retried = Retried::on_their_way)
        : failed_(failed), selection_(selection), retried_(retried) {}

    // Fixes what is selected: the selection's own watermark, else what is there now.
    Result<> begin(FailedActResult& result);

    // The next ones, oldest first; empty: there are no more. What is not open is told to `result`.
    Result<std::vector<FailedEventRecord>> next(FailedActResult& result);

    // Counts what came since.
    Result<> end(FailedActResult& result);

private:
    bool is_by_id() const { return !selection_.ids.empty(); }
    Result<std::vector<FailedEventRecord>> next_by_id(FailedActResult& result);
    // Of all that count as open, with an id up to this.
    Result<Watermark> measure(std::int64_t up_to_id);

    FailedEvents& failed_;
    FailedSelection selection_;
    const Retried retried_;
    std::size_t ids_taken_ = 0;
    std::int64_t above_id_ = 0;
};

}  // namespace scan
