#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "pipeline/event_page/event_page_decoder.h"

namespace scan {

// A failed event's text as today's rules take it.
struct AcceptedText {
    std::string message;            // the text as a page of its own, ready for the queue
    std::vector<ScanEvent> events;  // at least one
};

// Judges texts of failed events by the rules of today: an event by itself, or, where a whole message
// had failed, a page of which every event can be used. Keeps its decoder; one thread.
class AcceptableText {
public:
    // The error says why it is refused: reason and detail, one line.
    std::expected<AcceptedText, std::string> check(std::string_view text);

private:
    std::expected<AcceptedText, std::string> check_page(std::string_view page);

    EventPageDecoder decoder_;
};

}  // namespace scan
