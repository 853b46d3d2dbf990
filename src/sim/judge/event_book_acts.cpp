#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/judge/event_book.h"

namespace scan::sim {

bool EventBook::is_done(const Entry& entry) {
    return entry.committed || entry.set_aside || entry.purged;
}

void EventBook::edited(Entry& entry, std::string text) {
    entry.edited = true;
    if (by_text_.contains(text)) return;
    by_text_.emplace(edited_texts_.emplace_back(std::move(text)), &entry);
}

void EventBook::discarded(std::string_view text) {
    if (Entry* const entry = find(text)) entry->discarded = true;
}

void EventBook::purged(std::string_view text) {
    if (Entry* const entry = find(text)) entry->purged = true;
}

// What the queue does not take, a verification applies.
bool EventBook::is_takeable(const Entry& entry) {
    const TrueEvent::Kind kind = entry.event.kind;
    const bool is_event = kind != TrueEvent::Kind::malformed && kind != TrueEvent::Kind::nameless;
    return is_event || entry.edited;
}

const EventBook::Entry* EventBook::entry_of(std::string_view text) const {
    const auto found = by_text_.find(text);
    return found == by_text_.end() ? nullptr : found->second;
}

void EventBook::sent_back(std::string_view body, bool was_sent) {
    if (was_sent) return;
    for (const Entry* const entry : events_of(body)) {
        if (is_done(*entry)) continue;
        violations_.add(Rule::nothing_lost,
                        fmt::format("a dead letter with event {} was deleted, and was not sent",
                                    entry->event.id));
    }
}

void EventBook::gap_filled(EventId after, EventId before,
                           const std::vector<const Entry*>& exported) {
    for (const Entry* const entry : exported) {
        const bool is_inside = entry->event.id > after.value && entry->event.id < before.value;
        if (!is_inside || entry->accepted || entry->set_aside) continue;
        violations_.add(Rule::acts_as_told,
                        fmt::format("the feed gap between {} and {} counts as filled, but event {} "
                                    "was not queued",
                                    after.value, before.value, entry->event.id));
    }
}

}  // namespace scan::sim
