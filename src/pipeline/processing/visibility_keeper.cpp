#include "pipeline/visibility_keeper.h"

namespace scan {
namespace {

constexpr std::size_t kReceiptsMax = 100;

}  // namespace

Next VisibilityKeeper::step(const StopPhases& stop) {
    if (stop.finish.stop_requested()) return Next::finished();

    const Instant asked = clock_.now();
    const Duration timeout = held_.visibility_timeout();
    const auto receipts = held_.due(asked, kReceiptsMax);
    const auto results =
        receipts.empty() ? std::vector<Result<>>() : queue_.extend(receipts, timeout);
    bool failed = false;
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (results[i]) {
            held_.prolonged(receipts[i], asked);
        } else if (results[i].error().code == ErrorCode::rejected) {
            held_.lapsed(receipts[i]);
        } else {
            failed = true;
        }
    }
    if (receipts.size() == kReceiptsMax && !failed) return Next::now();
    // What is received after this look is due half a timeout later at the earliest; a failed call has four tries before the expiry.
    return Next::at_time(clock_.now() + timeout / 8);
}

}  // namespace scan
