#include "telemetry/failed_event_name.h"

#include <fmt/format.h>

namespace scan {

std::string name_of(const FailedEvent& event) {
    std::string name = event.event_id ? fmt::format("event {}", event.event_id->value)
                                      : std::string("an event without a usable id");
    if (event.parcel_id) name += fmt::format(" of parcel {}", event.parcel_id->value);
    return name;
}

}  // namespace scan
