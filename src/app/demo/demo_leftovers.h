#pragma once

#include <string>

#include "app/engines.h"
#include "domain/ids.h"

namespace scan {

struct DemoNext {
    std::string program;
    std::string store_url;
    std::string queue_url;
    ParcelId parcel;
    EventId first_event;
    bool has_leftovers = false;
};

// Two messages that nobody could take, so that there are dead letters to act on; failed events are there already. Each holds an event from
// `above` on, of this parcel, which can be applied.
Result<> leave_dead_letters(Engines& engines, EventId above, ParcelId parcel);

// What to try with what the demo has left, as lines of a shell.
std::string next_steps(const DemoNext& next);

}  // namespace scan
