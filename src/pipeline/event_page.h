#pragma once

#include <cstddef>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "domain/scan_event.h"

namespace scan {

inline constexpr std::size_t kEventBytesMax = 256 * 1024;
inline constexpr std::size_t kEventDepthMax = 64;
inline constexpr std::size_t kTextUnitsMax = 200;  // UTF-16 units of type, status code and run id

// Why one event of a page cannot be used, and what can still be said of it.
struct Malformed {
    std::string reason;  // a short fixed word group
    std::string detail;
    std::optional<EventId> event_id;
    std::optional<ParcelId> parcel_id;
};

struct PageEvent {
    std::string_view text;  // the event's JSON text as it stands in the page, byte for byte
    std::expected<ScanEvent, Malformed> event;

    // The usable EventId, of a malformed event too.
    std::optional<EventId> event_id() const { return event ? event->event_id : event.error().event_id; }
};

// Decodes pages: what the feed answers and what a queue message carries are one format, `{"ScanEvents":[…]}`. Keeps its parsers and
// buffers between pages; one thread.
class EventPageDecoder {
public:
    EventPageDecoder();
    ~EventPageDecoder();

    // The events in the page's order. An empty body, `null`, and a page without events are no events. Besides the documented form:
    // a bare array, camelCase keys, numbers as strings, an event alone (also with the ids as {"value":n}), and an SNS notification
    // around any of these. A malformed event costs only itself. `rejected`: this is no page at all.
    // The views in the result, and the result itself, are valid until the next call; `body` may die earlier.
    Result<std::span<const PageEvent>> decode(std::string_view body);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// The page `{"ScanEvents":[…]}` around these events' texts. Characters that XML 1.0 does not know, which queues refuse, are written as
// \uXXXX; everything else stays byte for byte.
std::string encode_page(std::span<const std::string_view> events);

// How many bytes `encode_page` adds around n events: kPageBytes + one comma between events.
inline constexpr std::size_t kPageBytes = std::string_view(R"({"ScanEvents":[]})").size();

}  // namespace scan
