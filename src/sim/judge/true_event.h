#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"

namespace scan::sim {

// An event as the simulated carrier made it, and as its text tells it. The fields are what a reader
// must understand of the text; no code of the worker had a part in them.
struct TrueEvent {
    enum class Kind {
        good,
        malformed,  // with an id, without a time
        nameless,   // without a usable id
        oversized,  // more than the queue takes
        poison,     // of a parcel that the store rejects
        killer,     // kills the process that applies it, while faults are on
    };
    Kind kind = Kind::good;
    std::int64_t id = 0;  // of a nameless one: where it stands
    std::int64_t parcel = 0;
    std::string type;     // upper case
    std::string created;  // YYYY-MM-DDTHH:MM:SS.fffffffZ
    std::string status;
    std::string run;
    std::string text;    // JSON; of each event another one
    Duration visible{};  // since the beginning of the world
    bool is_stray = false;

    // Does it belong into the table of parcels, rather than among the failed events?
    bool is_applicable() const { return kind == Kind::good || kind == Kind::killer; }
};

}  // namespace scan::sim
