#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "base/random.h"

namespace scan {

// One way in which a run is disturbed.
struct ChaosFault {
    struct Begun {
        std::string what;                // for the chronicle, what the kind leaves open
        std::function<void()> end = {};  // takes it back
    };

    std::string kind;  // as the report counts it
    std::string
        victim;  // one fault at a time befalls it; empty: the fault knows by itself whom it may befall
    std::chrono::milliseconds longest{15'000};
    std::function<std::optional<Begun>(Random& random)>
        begin;  // nullopt: nobody is there to befall
    bool is_outage =
        false;  // something that workers stand on is away: the moment for one of them to die
    unsigned weight = 1;  // how often it comes, beside the others
};

}  // namespace scan
