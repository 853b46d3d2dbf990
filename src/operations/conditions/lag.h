#pragma once

#include <optional>

#include "operations/conditions/facts.h"

namespace scan {

// When what is behind will be done, from the last minutes' progress.
struct Forecast {
    enum class Kind {
        none,     // nothing is behind
        done,     // after `in`
        never,    // it falls further behind: it needs more events a second than it has
        unknown,  // too little is known, or the rate swings: a bad forecast is worse than none
    };
    Kind kind = Kind::none;
    Duration in{};
    double needs = 0;  // events a second
    double has = 0;

    bool operator==(const Forecast&) const = default;
};

// How far the table is behind the feed.
struct Lag {
    // nullopt: nobody has told enough. The greater of the parts that are known.
    std::optional<Duration> all = {};
    std::optional<Duration> feed = {};
    std::optional<Duration> queue = {};
    Forecast forecast = {};
    // Every scan up to then is in the table.
    std::optional<UtcTime> complete_to = {};
};

// The feed's part is 0 while its holder is at the head, else the lesser of the time since anybody was there and the age of the
// newest event read. The queue's part is the age of its oldest undone message, as far as the queue or a processor knows it.
Lag lag_of(const Facts& facts);

}  // namespace scan
