#pragma once

#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pipeline/cursor_store.h"
#include "sim/true_event.h"
#include "sim/violations.h"

namespace scan::sim {

// What became of each event, as the ports saw it: the checker's memory of one run.
class EventBook {
public:
    struct Entry {
        TrueEvent event;
        bool visible = false;         // in the feed, or was
        std::set<int> shown_to = {};  // processes that asked for a page with it
        bool accepted = false;        // in a message that the queue took
        bool set_aside = false;       // among the failed events at some time
        bool committed = false;       // applied by some transaction
        bool forgotten = false;       // by the feed
        // Forgotten before the queue had it, above a cursor that had been read from: unless it was on its way, a feed gap must tell. Not so
        // where nobody was shown it and the queue has something above it: then it came late, and a reader had passed over it already.
        bool owed_a_gap = false;
    };

    EventBook(std::vector<TrueEvent> events, Violations& violations);

    std::vector<Entry>& entries() { return entries_; }
    const std::vector<Entry>& entries() const { return entries_; }

    void forget(Entry& entry, const std::optional<Cursor>& cursor);

    // A message took its place in the queue.
    void accepted(std::string_view body);
    // The message of this body is about to be done for good.
    void acknowledged(std::string_view body);
    void set_aside(std::string_view text);
    bool holds_a_killer(const std::vector<EventId>& ids) const;
    void committed(EventId id);
    // Rule: of what the feed showed the process that moves it, the cursor passes only what the queue accepted. What was shown to another one
    // alone, after this one had read its page, is late.
    void cursor_moved_by(int process, EventId from, EventId to);

    // Rule: a feed gap tells of nothing that the feed showed the process that records it, and still has.
    void gap_recorded(int process, EventId after, EventId before);

private:
    Entry* find(std::string_view text);
    std::vector<Entry*> events_of(std::string_view body);

    Violations& violations_;
    std::vector<Entry> entries_;
    std::unordered_map<std::string_view, Entry*> by_text_;
    std::map<std::int64_t, Entry*> by_id_;  // without the nameless ones
    std::int64_t accepted_up_to_ = 0;
};

}  // namespace scan::sim
