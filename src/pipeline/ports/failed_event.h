#pragma once

#include <optional>
#include <string>

#include "domain/ids.h"

namespace scan {

// An event, or a whole message, that could not be applied, set aside with its text so that nothing
// is lost. Its identity is its body: the same body again is another occurrence of the same failed
// event.
struct FailedEvent {
    std::optional<EventId> event_id;    // if the text had a usable one
    std::optional<ParcelId> parcel_id;  // likewise
    std::string reason;  // a short fixed word group, e.g. "bad timestamp": what operators count by
    std::string detail;  // for people: one line
    std::string body;    // the raw text, byte for byte

    bool operator==(const FailedEvent&) const = default;
};

}  // namespace scan
