#include "pipeline/catch_up_watch.h"

#include <algorithm>

namespace scan {
namespace {

constexpr Duration kInterval = std::chrono::milliseconds(200);
// So many must find nothing before an estimate is believed.
constexpr std::size_t kEmptyPolls = 3;

}  // namespace

Next CatchUpWatch::step(const StopPhases& stop) {
    if (stop.finish.stop_requested()) return Next::finished();
    if (!feed_is_read()) {
        empty_polls_before_ = empty_polls();
        empty_estimates_ = 0;
        return Next::at_time(clock_.now() + kInterval);
    }
    const auto depth = queue_.depth();
    const bool is_empty = depth && depth->undone() == 0;
    if (!is_empty) empty_estimates_ = 0;
    is_caught_up_ = is_empty && (depth->exact || estimate_is_sure());
    if (is_caught_up_) return Next::finished();
    // Asking for an estimate is billed.
    const bool is_free = depth && depth->exact;
    return Next::at_time(clock_.now() + (is_free ? kInterval : long_poll_));
}

bool CatchUpWatch::estimate_is_sure() {
    if (!deliveries_) return ++empty_estimates_ >= kEmptyPolls;
    const std::size_t polls = empty_polls();
    empty_polls_before_ = std::min(empty_polls_before_, polls);
    return polls >= empty_polls_before_ + kEmptyPolls;
}

bool CatchUpWatch::feed_is_read() {
    if (held_.tenure_at(clock_.now())) return held_.report().caught_up_at.has_value();
    const auto caught_up_at = lease_.caught_up_at();
    return caught_up_at && *caught_up_at && **caught_up_at > began_at_;
}

}  // namespace scan
