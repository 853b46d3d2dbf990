#pragma once

#include <limits>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/memory/memory_tables.h"
#include "pipeline/ports/cursor_store.h"
#include "sim/judge/true_event.h"
#include "sim/judge/violations.h"
#include "sim/scenario/scenario.h"

namespace scan::sim {

// What became of each event, as the ports saw it: the checker's memory of one run, and what it owes each event.
//
// An event is late if the feed shows it only after a process was shown a higher id. It is owed if it is not late, or late by less than the
// window: then it is in the table or among the failed events at the end, or a feed gap tells of it. Later ones are counted, and so is what
// stands out of place where no page has shown yet that anything does: all pages look ascending then, and a reader cannot know.
class EventBook {
public:
    struct Entry {
        TrueEvent event;
        bool visible = false;                   // in the feed, or was
        bool is_displaced = false;              // stands behind a higher id in the feed's list
        std::set<int> shown_to = {};            // processes that asked for a page with it
        std::set<int> polled_by = {};           // of these, where they polled
        std::optional<Instant> passed_at = {};  // a higher id was shown, not counting stray ones
        Instant hidden_at{};                    // an answer said that the feed ended below it
        bool accepted = false;                  // in a message that the queue took
        bool set_aside = false;                 // among the failed events at some time
        bool committed = false;                 // applied by some transaction
        bool forgotten = false;                 // by the feed, with all before it
        bool withdrawn = false;                 // by the feed, alone, after the queue had it
        // Forgotten before the queue had it: unless it was on its way, a feed gap must tell.
        bool owed_a_gap = false;
        // By operators:
        bool edited = false;     // another text was sent in its place
        bool discarded = false;  // its failed event was closed as not needed
        bool purged = false;     // a dead letter with it was deleted, and its text kept

        bool is_served() const { return visible && !forgotten && !withdrawn; }
    };
    // The ids of what the store has applied: it goes back with a restored backup.
    using Kept = std::set<std::int64_t>;

    EventBook(std::vector<TrueEvent> events, const Scenario& scenario, Instant began_at,
              Violations& violations);

    std::vector<Entry>& entries() { return entries_; }
    const std::vector<Entry>& entries() const { return entries_; }

    // A page with this event was on its way to a process.
    void shown(Entry& entry, int process, Instant now);
    // A page in which ids do not ascend was on its way to a process.
    void shown_out_of_order(Instant now);
    // How many different events a process was shown.
    std::size_t shown_count(int process) const;

    // When every replica of the feed shows it.
    Instant everywhere_at(const Entry& entry) const;
    // A higher id was shown before.
    bool is_late(const Entry& entry) const;
    bool is_owed(const Entry& entry) const;
    // Must it stand in the table, or among the failed events, at the end?
    bool must_be_done(const Entry& entry) const;
    // Of what the feed shows now; 0: nothing.
    std::int64_t highest_served() const;
    // Visible, but not owed.
    std::size_t later_than_window() const;

    void forget(Entry& entry, const std::optional<Cursor>& cursor, Instant now);

    // A message took its place in the queue.
    void accepted(std::string_view body);
    // The message of this body is about to be done for good.
    void acknowledged(std::string_view body);
    void set_aside(std::string_view text);
    bool holds_a_killer(const std::vector<EventId>& ids) const;
    void committed(EventId id);

    // An operator sends this text in the place of the entry's own.
    void edited(Entry& entry, std::string text);
    void discarded(std::string_view text);
    void purged(std::string_view text);
    // From now on the store takes the parcel that it rejected.
    void store_mended() { is_store_mended_ = true; }
    bool is_store_mended() const { return is_store_mended_; }
    // May it stand in the table?
    static bool is_takeable(const Entry& entry);
    // What has this text, or had it before an edit; nullptr: nothing.
    const Entry* entry_of(std::string_view text) const;

    // Rule: a dead letter is deleted only after it was sent, or after all in it is done.
    void sent_back(std::string_view body, bool was_sent);
    // Rule: a feed gap is filled only after all of the export that lies in it was queued.
    void gap_filled(EventId after, EventId before, const std::vector<const Entry*>& exported);
    const Kept& kept() const { return kept_; }
    // The store is what it was. What is not owed need not come again.
    void restore(const Kept& kept, const MemoryTables& tables);
    // By an operator: nobody has read what is directly above.
    void cursor_set(EventId to) { set_cursors_.insert(to); }
    bool was_cursor_set_to(EventId id) const { return set_cursors_.contains(id); }

    // Rule: of what the feed showed the process that moves it, or anybody could have seen before `held_since`, when that process took the
    // lease, the cursor passes only what the queue accepted. What was shown to another one alone, after this one had read its page, is late.
    // Rule: the cursor passes a leap of the ids only after ten ids above it were shown.
    // `before`: as the store had it.
    void cursor_moved_by(int process, Instant held_since, const Cursor& before, EventId to);

    // Rule: whoever finds that everything is done has done what every replica showed before it began, and what was not late then.
    void found_done(const std::vector<std::string>& dead_letters, Instant began_at);

    // Rule: a feed gap tells of nothing that the feed showed the process that records it, and still has.
    void gap_recorded(int process, EventId after, EventId before);

private:
    Entry* find(std::string_view text);
    std::vector<Entry*> events_of(std::string_view body);
    void count_groups();
    static bool is_done(const Entry& entry);
    // The clock of a worker may run fast by a twentieth, and end the window that much earlier.
    Duration shortest_window() const;
    // REQUIRES: it was passed.
    bool could_be_looked_for(const Entry& entry) const;
    bool must_not_be_passed(const Entry& entry, int process, Instant held_since) const;
    void check_leap(EventId to);

    const Scenario& scenario_;
    const Instant began_at_;
    Violations& violations_;
    std::vector<Entry> entries_;
    std::unordered_map<std::string_view, Entry*> by_text_;
    std::map<std::int64_t, Entry*> by_id_;  // without the nameless ones
    std::size_t passed_ = 0;                // entries below the highest id that was shown
    bool has_shown_ordinary_ = false;       // an id that is not stray
    bool strays_count_ = false;             // the first id that was shown is a stray one
    std::optional<Instant> first_shown_at_;
    std::optional<Instant> disordered_at_;  // a page was first out of order
    std::int64_t lowest_shown_ = std::numeric_limits<std::int64_t>::max();  // at that time
    std::int64_t accepted_up_to_ = 0;
    std::map<int, std::size_t> shown_counts_;
    Kept kept_;
    // Between two leaps of the ids: from which id on, and how many ids of it were shown.
    std::map<std::int64_t, std::size_t> groups_;
    std::set<EventId> set_cursors_;
    std::int64_t first_group_ = 0;  // where the first cursor of all came to stand
    std::list<std::string> edited_texts_;
    bool is_store_mended_ = false;
};

}  // namespace scan::sim
