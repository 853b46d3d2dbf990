#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/utc_time.h"
#include "domain/scan_event.h"
#include "pipeline/event_page/event_decoder.h"

namespace scan {

struct PageEvent {
    std::string_view text;  // the event's JSON text as it stands in the page, byte for byte
    std::expected<ScanEvent, Malformed> event;

    // The usable EventId, of a malformed event too.
    std::optional<EventId> event_id() const {
        return event ? event->event_id : event.error().event_id;
    }
};

// A decoded page; owns the text that its events' views point into. Moving it keeps the views valid.
class EventPage {
public:
    EventPage() = default;
    // REQUIRES: `padded_text` ends in EventDecoder::kPaddingBytes of padding, so it is never short enough to be stored in place.
    explicit EventPage(std::string padded_text);
    EventPage(EventPage&&) = default;
    EventPage& operator=(EventPage&&) = default;

    std::vector<PageEvent>& events() { return events_; }
    const std::vector<PageEvent>& events() const { return events_; }
    // The page without its padding.
    std::string_view text() const;
    // The event time of the good event with the greatest id; nullopt: no event is good.
    std::optional<UtcTime> newest_event_at() const;

private:
    std::string padded_text_;
    std::vector<PageEvent> events_;
};

}  // namespace scan
