#include "pipeline/catch_up_watch.h"

#include <algorithm>
#include <utility>

#include "base/require.h"

namespace scan {
namespace {

constexpr Duration kInterval = std::chrono::milliseconds(200);
constexpr Duration kErrorInterval = std::chrono::seconds(1);
// So many must find nothing before an estimate is believed.
constexpr std::size_t kEmptyPolls = 3;
constexpr std::size_t kNewReports = 3;

}  // namespace

CatchUpWatch::CatchUpWatch(EventQueue& queue, Lease& lease, const HeldLease& held,
                           const HeldDeliveries* deliveries, Duration long_poll, Clock& clock,
                           CatchUpObserver* observer)
    : queue_(queue),
      lease_(lease),
      held_(held),
      deliveries_(deliveries),
      long_poll_(long_poll),
      clock_(clock),
      observer_(observer) {
    require(long_poll >= Duration::zero(), "a long poll takes no negative time");
}

Next CatchUpWatch::step(const StopPhases& stop) {
    if (stop.finish.stop_requested()) return Next::finished();
    const auto is_read = feed_is_read();
    if (!is_read) return wait_after(is_read.error());
    if (!*is_read) {
        worked();
        empty_polls_before_ = empty_polls();
        empty_estimates_ = 0;
        return Next::at_time(clock_.now() + kInterval);
    }
    const auto depth = queue_.depth();
    if (!depth) return wait_after(depth.error());
    worked();
    const bool is_empty = depth->undone() == 0;
    if (!is_empty) empty_estimates_ = 0;
    is_caught_up_ = is_empty && (depth->exact || believe_estimate());
    if (is_caught_up_) return Next::finished();
    // Asking for an estimate is billed.
    return Next::at_time(clock_.now() + (depth->exact ? kInterval : long_poll_));
}

bool CatchUpWatch::believe_estimate() {
    if (!deliveries_) return ++empty_estimates_ >= kEmptyPolls;
    const std::size_t polls = empty_polls();
    empty_polls_before_ = std::min(empty_polls_before_, polls);
    return polls >= empty_polls_before_ + kEmptyPolls;
}

Result<bool> CatchUpWatch::feed_is_read() {
    if (held_.tenure_at(clock_.now())) return held_.report().caught_up_at.has_value();
    return holder_has_read();
}

Result<bool> CatchUpWatch::holder_has_read() {
    const auto report = lease_.caught_up_at();
    if (!report) return std::unexpected(report.error());
    if (!reported_) reported_ = *report;
    if (*reported_ != *report) {
        reported_ = *report;
        ++new_reports_;
    }
    return new_reports_ >= kNewReports;
}

Next CatchUpWatch::wait_after(const Error& error) {
    empty_estimates_ = 0;
    is_failing_ = true;
    if (observer_ != nullptr) observer_->watch_waiting_after(error, kErrorInterval);
    return Next::at_time(clock_.now() + kErrorInterval);
}

void CatchUpWatch::worked() {
    if (std::exchange(is_failing_, false) && observer_ != nullptr) observer_->watch_recovered();
}

}  // namespace scan
