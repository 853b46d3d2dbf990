#pragma once

#include <cstddef>
#include <expected>
#include <memory>
#include <optional>
#include <span>
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

// Decodes pages: what the feed answers and what a queue message carries are one format, `{"ScanEvents":[…]}`. Keeps its parsers between
// pages; one thread.
class EventPageDecoder {
public:
    EventPageDecoder();
    ~EventPageDecoder();

    // The events in the page's order. An empty body, `null`, and a page without events are no events. Besides the documented form:
    // a bare array, camelCase keys, numbers as strings, more than one list, an event alone (the message of the .NET worker, its ids also as
    // {"value":n}), a byte order mark, and an SNS notification around any of these. A compressed page (compressed_body.h) too, alone or in a notification.
    // A malformed event costs only itself.
    // `rejected`: this is no page at all, or it has more events than its size has room for (one in
    // 64 bytes, or 100,000). So its memory is at most a small multiple of its size, and of
    // kExpandedBytesMax if it is compressed.
    Result<EventPage> decode(std::string_view body);

private:
    class State;
    std::unique_ptr<State> state_;
};

// The page `{"ScanEvents":[…]}` around these events' texts. Characters that XML 1.0 does not know,
// which queues refuse, are written as
// \uXXXX; everything else stays byte for byte.
std::string encode_page(std::span<const std::string_view> events);

// What `encode_page` adds to n events, besides n - 1 commas.
inline constexpr std::size_t kPageBytes = std::string_view(R"({"ScanEvents":[]})").size();

}  // namespace scan
