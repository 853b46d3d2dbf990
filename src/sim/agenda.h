#pragma once

#include <cassert>
#include <functional>
#include <map>
#include <optional>

#include "base/clock.h"

namespace scan::sim {

// What happens by itself, in the order of its times; of one time, in the order in which it was planned. One thread.
class Agenda {
public:
    using Event = std::function<void()>;

    void plan(Instant at, Event event) { events_.emplace(at, std::move(event)); }

    // When something happens next; nullopt: never.
    std::optional<Instant> next_at() const {
        return events_.empty() ? std::nullopt : std::optional(events_.begin()->first);
    }
    // REQUIRES: something happens next.
    Event take_next() {
        assert(!events_.empty());
        return std::move(events_.extract(events_.begin()).mapped());
    }

private:
    std::multimap<Instant, Event> events_;
};

}  // namespace scan::sim
