#include "sim/operators/watched_failed_events.h"

#include <fmt/format.h>

namespace scan::sim {

Result<std::uint64_t> WatchedFailedEvents::discard(std::span<const std::int64_t> ids) {
    check(ids);
    const auto closed = failed_.discard(ids);
    for (const std::int64_t id : ids) {
        const auto row = failed_.find(id);
        if (*row && (*row)->state == FailedState::discarded)
            around_.events.discarded((*row)->event.body);
    }
    return closed;
}

Result<> WatchedFailedEvents::set_aside(std::span<const FailedEvent> events) {
    const auto kept = failed_.set_aside(events);
    for (const FailedEvent& event : events) around_.events.purged(event.body);
    return kept;
}

void WatchedFailedEvents::check(std::span<const std::int64_t> ids) {
    for (const std::int64_t id : ids) {
        if (id > shown_up_to_)
            around_.violations.add(
                Rule::acts_as_told,
                fmt::format("failed event {} was acted on, though only those up to {} were shown",
                            id, shown_up_to_));
    }
}

}  // namespace scan::sim
