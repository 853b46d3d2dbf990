#pragma once

#include <optional>

namespace scan {

// What an answer of the feed or a message of the queue is.
enum class ReceivedForm {
    page,          // {"ScanEvents":[…]} or a bare array: the feed's answers, and our messages
    event,         // an event alone: a message of the .NET worker
    notification,  // of Amazon SNS, around one of the others
};

// By what its outermost object has. nullopt: it is none of them.
struct OutermostKeys {
    bool has_events = false;
    bool has_event_id = false;
    bool has_topic = false;
    bool has_message = false;

    std::optional<ReceivedForm> form() const;
};

}  // namespace scan
