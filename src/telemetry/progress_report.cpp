#include "app/progress_report.h"

#include <utility>

namespace scan {
namespace {

constexpr Duration kInterval = std::chrono::minutes(1);

}  // namespace

Next ProgressReport::step(const StopPhases& stop) {
    if (stop.finish.stop_requested()) return Next::finished();
    const std::size_t read = metrics_.value(Count::events_queued);
    const std::size_t applied = metrics_.value(Count::events_applied);
    const std::size_t failed = metrics_.value(Count::events_failed);
    if (std::exchange(began_, true)) {
        log_.info("in the last minute {} events queued, {} applied, {} failed; cursor {}{}",
                  read - read_, applied - applied_, failed - failed_,
                  static_cast<std::int64_t>(metrics_.value(Level::cursor_event_id)),
                  metrics_.value(Level::lease_held) == 0  ? ", standing by"
                  : metrics_.value(Level::caught_up) == 1 ? ", at the head of the feed"
                                                          : "");
    }
    read_ = read;
    applied_ = applied;
    failed_ = failed;
    return Next::at_time(clock_.now() + kInterval);
}

}  // namespace scan
