#include "pipeline/catch_up_watch.h"

namespace scan {
namespace {

constexpr Duration kInterval = std::chrono::milliseconds(200);
// An estimate of the depth must say "empty" this often in a row.
constexpr int kEmptyEstimates = 3;

}  // namespace

Next CatchUpWatch::step(const StopPhases& stop) {
    if (stop.finish.stop_requested()) return Next::finished();
    const auto again = Next::at_time(clock_.now() + kInterval);
    const auto depth = feed_is_read() ? queue_.depth() : fail(ErrorCode::transient, "not read yet");
    if (!depth) return again;
    empty_depths_ = depth->undone() == 0 ? empty_depths_ + 1 : 0;
    is_caught_up_ = empty_depths_ >= (depth->exact ? 1 : kEmptyEstimates);
    return is_caught_up_ ? Next::finished() : again;
}

bool CatchUpWatch::feed_is_read() {
    if (held_.tenure_at(clock_.now())) return held_.report().caught_up_at.has_value();
    const auto caught_up_at = lease_.caught_up_at();
    return caught_up_at && *caught_up_at && **caught_up_at > began_at_;
}

}  // namespace scan
