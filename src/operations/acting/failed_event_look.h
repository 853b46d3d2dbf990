#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "operations/acting/list_page.h"
#include "operations/ports/failed_events.h"
#include "pipeline/ports/event_queue.h"

namespace scan {

std::string_view name_of(FailedState state);
// nullopt: there is no state of that name.
std::optional<FailedState> failed_state_of(std::string_view name);

// "A..B", both included. nullopt: the text is no such range.
std::optional<FailedEventFilter::EventIds> event_ids_of(std::string_view text);

struct FailedEventList {
    std::vector<FailedEventRecord> rows;
    Watermark watermark;  // of all that the filter finds, not of this page alone
    std::optional<std::string> next_page;
};

// A failed event, and what today's rules say of its text.
struct FailedEventView {
    FailedEventRecord record;
    bool is_acceptable_now = false;
    std::string acceptable_reason = {};  // empty if it is
};

// Looking at failed events.
Result<FailedEventList> list_failed_events(FailedEvents& failed, const FailedEventFilter& filter,
                                           const PageRequest& page);
Result<std::vector<FailedEventGroup>> group_failed_events(FailedEvents& failed,
                                                          std::optional<FailedState> state);
// rejected: there is none of that id.
Result<FailedEventView> show_failed_event(FailedEvents& failed, std::int64_t id);

// The retried events of which no message is left in the queue: all of them, or none. Looks at the queue only if there is one.
Result<std::vector<std::int64_t>> retried_in_vain(FailedEvents& failed, EventQueue& queue);

// A retried event is open again once the queue was seen empty: then its message died, or came to
// nothing. Looks at the queue only if there is a retried one. Returns how many were opened.
Result<std::uint64_t> reopen_retried(FailedEvents& failed, EventQueue& queue);

// The documents of commands and API.
std::string json_text(const FailedEventList& list);
std::string json_text(const std::vector<FailedEventGroup>& groups);
std::string json_text(const FailedEventView& view);

}  // namespace scan
