#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "domain/ids.h"
#include "feed_server/feed_source.h"

namespace scan {

// Those up to `wrong_status_code` have a usable EventId of their own, the others have none.
enum class MalformedKind {
    missing_type,
    blank_type,
    wrong_type,  // a number
    bad_time,
    missing_time,
    missing_parcel_id,
    wrong_parcel_id,    // zero
    wrong_status_code,  // an array
    id_not_a_number,
    id_out_of_range,
    missing_id,
    not_an_object,
};
inline constexpr std::size_t kMalformedKinds = 12;

constexpr bool has_event_id(MalformedKind kind) {
    return kind <= MalformedKind::wrong_status_code;
}

// An event that no event of the source is, and that no reader can use. Its text is like that of no
// other event.
struct MalformedEvent {
    MalformedKind kind{};
    EventId
        position;  // its own id, or, if it has none, that of the source's event that it follows in a page
    std::string text;
};

// round(rate × the source's events) malformed events in the order in which they are served. Each
// kind that has an id takes one from a gap between the ids of the source; if no gap is left, a kind
// without an id takes its place. Same arguments, same events.
std::vector<MalformedEvent> make_malformed_events(const FeedSource& source, double rate,
                                                  std::uint64_t seed);

}  // namespace scan
