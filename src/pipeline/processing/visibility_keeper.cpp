#include "pipeline/processing/visibility_keeper.h"

#include <algorithm>

namespace scan {
namespace {

// The timeout can become known after the first deliveries, which were hidden for the usual one then.
constexpr Duration kUsualTimeout = std::chrono::seconds(30);

}  // namespace

Next VisibilityKeeper::step(const StopPhases& stop) {
    if (stop.finish.stop_requested()) return Next::finished();

    const Instant asked = clock_.now();
    const Duration timeout = held_.visibility_timeout();
    const auto receipts = held_.due(asked, receipts_max_);
    const auto results =
        receipts.empty() ? std::vector<Result<>>() : queue_.extend(receipts, timeout);
    bool failed = false;
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (results[i]) {
            held_.prolonged(receipts[i], asked, timeout);
        } else if (results[i].error().code == ErrorCode::rejected) {
            held_.lapsed(receipts[i]);
        } else {
            if (results[i].error().code == ErrorCode::denied) held_.denied(receipts[i], asked);
            failed = true;
        }
    }
    if (receipts.size() == receipts_max_ && !failed) return Next::now();
    // What is received after this look is due half a timeout later at the earliest; a failed call has four tries before the expiry.
    return Next::at_time(clock_.now() + std::min(timeout, kUsualTimeout) / 8);
}

}  // namespace scan
