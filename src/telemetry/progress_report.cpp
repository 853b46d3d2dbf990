#include "telemetry/progress_report.h"

#include <utility>

namespace scan {
namespace {

using fmt::literals::operator""_a;

constexpr Duration kInterval = std::chrono::minutes(1);

}  // namespace

Next ProgressReport::step(const StopPhases& stop) {
    if (stop.finish.stop_requested()) return Next::finished();
    const std::size_t read = metrics_.value(Count::events_queued);
    const std::size_t applied = metrics_.value(Count::events_applied);
    const std::size_t failed = metrics_.value(Count::events_failed);
    if (std::exchange(began_, true)) {
        log_.info(LogEvent{"progress"},
                  "in the last minute {queued} events queued, {applied} applied, {failed} failed; "
                  "cursor {cursor}, {state}",
                  "queued"_a = read - read_, "applied"_a = applied - applied_,
                  "failed"_a = failed - failed_,
                  "cursor"_a = static_cast<std::int64_t>(metrics_.value(Level::cursor_event_id)),
                  "state"_a = metrics_.value(Level::lease_held) == 0  ? "standing by"
                              : metrics_.value(Level::caught_up) == 1 ? "at the head of the feed"
                                                                      : "reading");
    }
    read_ = read;
    applied_ = applied;
    failed_ = failed;
    return Next::at_time(clock_.now() + kInterval);
}

}  // namespace scan
