#pragma once

#include <memory>
#include <string_view>

#include "pipeline/event_page/event_page.h"

namespace scan {

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

}  // namespace scan
