#include "sim/event_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace scan::sim {
namespace {

// The objects of the list in a message, by counting braces: no event's text has one inside a string.
std::vector<std::string_view> texts_in(std::string_view body) {
    std::vector<std::string_view> texts;
    int depth = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < body.size(); ++i) {
        if (body[i] == '{' && ++depth == 2) begin = i;
        if (body[i] == '}' && --depth == 1) texts.push_back(body.substr(begin, i + 1 - begin));
    }
    return texts;
}

}  // namespace

EventBook::EventBook(std::vector<TrueEvent> events, Violations& violations)
    : violations_(violations) {
    entries_.reserve(events.size());
    for (TrueEvent& event : events) entries_.push_back({.event = std::move(event)});
    for (Entry& entry : entries_) {
        by_text_.emplace(entry.event.text, &entry);
        if (entry.event.kind != TrueEvent::Kind::nameless) by_id_.emplace(entry.event.id, &entry);
    }
}

EventBook::Entry* EventBook::find(std::string_view text) {
    const auto found = by_text_.find(text);
    if (found != by_text_.end()) return found->second;
    violations_.add(Rule::nothing_lost, fmt::format("the feed never had this text: {}", text));
    return nullptr;
}

std::vector<EventBook::Entry*> EventBook::events_of(std::string_view body) {
    std::vector<Entry*> found;
    for (const std::string_view text : texts_in(body)) {
        if (Entry* const entry = find(text)) found.push_back(entry);
    }
    return found;
}

void EventBook::forget(Entry& entry, const std::optional<Cursor>& cursor) {
    entry.forgotten = true;
    const bool is_passed_over = entry.shown_to.empty() && entry.event.id < accepted_up_to_;
    entry.owed_a_gap = !entry.accepted && !entry.set_aside && !is_passed_over && cursor &&
                       !cursor->is_new && cursor->last_event_id.value > 1 &&
                       entry.event.id > cursor->last_event_id.value;
}

void EventBook::accepted(std::string_view body) {
    for (Entry* const entry : events_of(body)) {
        entry->accepted = true;
        accepted_up_to_ = std::max(accepted_up_to_, entry->event.id);
    }
}

void EventBook::acknowledged(std::string_view body) {
    for (const Entry* const entry : events_of(body)) {
        if (entry->committed || entry->set_aside) continue;
        violations_.add(Rule::commit_before_acknowledge,
                        fmt::format("event {} was acknowledged, but neither applied nor set aside",
                                    entry->event.id));
    }
}

void EventBook::set_aside(std::string_view text) {
    Entry* const entry = find(text);
    if (!entry) return;
    entry->set_aside = true;
    if (entry->event.is_applicable())
        violations_.add(Rule::nothing_lost, fmt::format("event {} was set aside as failed, though "
                                                        "nothing is wrong with it",
                                                        entry->event.id));
}

bool EventBook::holds_a_killer(const std::vector<EventId>& ids) const {
    return std::ranges::any_of(ids, [this](EventId id) {
        const auto found = by_id_.find(id.value);
        return found != by_id_.end() && found->second->event.kind == TrueEvent::Kind::killer;
    });
}

void EventBook::committed(EventId id) {
    const auto found = by_id_.find(id.value);
    if (found != by_id_.end()) found->second->committed = true;
}

void EventBook::cursor_moved_by(int process, EventId from, EventId to) {
    for (auto next = by_id_.upper_bound(from.value);
         next != by_id_.end() && next->first <= to.value; ++next) {
        const Entry& entry = *next->second;
        if (!entry.shown_to.contains(process)) continue;
        if (entry.accepted || entry.set_aside || entry.forgotten) continue;
        violations_.add(Rule::cursor_behind_queue,
                        fmt::format("the cursor moved from {} to {} over event {}, which the queue "
                                    "had not accepted",
                                    from.value, to.value, next->first));
    }
}

void EventBook::gap_recorded(int process, EventId after, EventId before) {
    for (auto next = by_id_.upper_bound(after.value);
         next != by_id_.end() && next->first < before.value; ++next) {
        const Entry& entry = *next->second;
        if (entry.forgotten || !entry.shown_to.contains(process)) continue;
        violations_.add(Rule::no_unexpected_error,
                        fmt::format("the feed gap between {} and {} tells of event {}, which the "
                                    "feed had shown",
                                    after.value, before.value, next->first));
    }
}

}  // namespace scan::sim
