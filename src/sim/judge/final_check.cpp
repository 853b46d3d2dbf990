#include "sim/judge/final_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/judge/expected_table.h"

namespace scan::sim {
namespace {

// Each event for itself: in the table, as far as the store's transactions tell.
std::string missing_event(const EventBook& book) {
    for (const EventBook::Entry& entry : book.entries()) {
        if (!entry.event.is_applicable() || !book.must_be_done(entry)) continue;
        if (!book.kept().contains(entry.event.id) && !entry.purged)
            return fmt::format("event {} is not in the table", entry.event.id);
    }
    return {};
}

// Below a leap the cursor may wait for more ids. Of those that are all far apart a reader must see some to know so.
std::string missing_way(const EventBook& book, const Scenario& scenario,
                        const std::optional<Cursor>& cursor) {
    constexpr std::ptrdiff_t kEnoughToKnow = 31;
    if (scenario.leaps + scenario.stray_events > 0) return {};
    const EventId at = cursor ? cursor->last_event_id : EventId{};
    const auto is_above = [at](const EventBook::Entry& entry) {
        return entry.is_served() && entry.event.id > at.value &&
               entry.event.kind != TrueEvent::Kind::nameless;
    };
    const auto above = std::ranges::count_if(book.entries(), is_above);
    const std::ptrdiff_t most = scenario.ids_are_far_apart() ? kEnoughToKnow : 0;
    return above > most ? fmt::format("the cursor stands at {}, below {} ids", at.value, above)
                        : "";
}

// Of an event that the rules of the worker, the queue or the store did not take. `row`: nullptr if there is none.
std::string wrong_failure(const FinalState& end, const EventBook::Entry& entry,
                          const MemoryFailedEvent* row) {
    const bool is_open = row && !row->resolved_at;
    // What is closed is forgotten after a time, and its text may be read once more. What a verification applied, the queue does not take
    // when it is read later.
    const bool is_forgotten = end.scenario.history_keep > Duration::zero();
    const bool may_be_open = is_forgotten || entry.event.kind == TrueEvent::Kind::oversized;
    if (end.events.kept().contains(entry.event.id) && EventBook::is_takeable(entry))
        return is_open && !may_be_open
                   ? fmt::format("event {} is in the table, and its failed event still open",
                                 entry.event.id)
                   : "";
    const bool is_closed = entry.discarded || entry.purged;
    if (entry.event.kind == TrueEvent::Kind::poison && end.events.is_store_mended() && !is_closed)
        return fmt::format("event {} is not in the table, though the store takes it now",
                           entry.event.id);
    if (!row && is_closed && is_forgotten) return {};
    if (!row) return fmt::format("no failed event for {:.200}", entry.event.text);
    if (!is_open && !is_closed)
        return fmt::format("the failed event was closed, and is not in the table: {:.200}",
                           entry.event.text);
    return {};
}

std::string missing_failure(const FinalState& end, const MemoryTables& tables) {
    const EventBook& book = end.events;
    for (const EventBook::Entry& entry : book.entries()) {
        if (entry.event.is_applicable() || !book.must_be_done(entry)) continue;
        const auto found = tables.failed_events.find(entry.event.text);
        const bool is_there = found != tables.failed_events.end();
        if (auto wrong = wrong_failure(end, entry, is_there ? &found->second : nullptr);
            !wrong.empty())
            return wrong;
    }
    const auto expected = expected_failures(book);
    for (const auto& [text, failed] : tables.failed_events) {
        const EventBook::Entry* const entry = book.entry_of(text);
        const bool is_copy = entry && entry->purged && failed.is_discarded;
        if (!expected.contains(text) && !is_copy)
            return fmt::format("a failed event too many: {:.200}", text);
    }
    return {};
}

// What a purge has kept of an event that is not in the table.
std::string missing_copy(const FinalState& end, const MemoryTables& tables) {
    if (end.scenario.history_keep > Duration::zero()) return {};
    for (const EventBook::Entry& entry : end.events.entries()) {
        if (!entry.purged || end.events.kept().contains(entry.event.id)) continue;
        const bool is_kept = std::ranges::any_of(tables.failed_events, [&](const auto& each) {
            return end.events.entry_of(each.first) == &entry;
        });
        if (!is_kept) return fmt::format("event {} was purged without a copy", entry.event.id);
    }
    return {};
}

bool is_in_a_gap(std::int64_t id, const std::vector<MemoryFeedGap>& gaps) {
    return std::ranges::any_of(gaps, [id](const MemoryFeedGap& row) {
        return row.gap.after_event_id.value < id && id < row.gap.before_event_id.value;
    });
}

// The question for the oldest id, five times in a row.
bool may_leave_unanswered(const Scenario& scenario) {
    return scenario.oldest_refused || scenario.lasting_fault_every > Duration::zero() ||
           scenario.outage_every > Duration::zero() || scenario.feed_fault_rate > 0;
}

std::string text_of(const std::vector<MemoryFeedGap>& rows) {
    std::string text = "there are";
    for (const MemoryFeedGap& row : rows)
        text +=
            fmt::format(" {} to {}{}", row.gap.after_event_id.value, row.gap.before_event_id.value,
                        row.gap.is_proven ? "," : " (unproven),");
    return text + " and no more";
}

// Of a feed that withdraws its first events nobody can know that they were all that is gone.
bool can_forget(const Scenario& scenario) {
    return scenario.retention > Duration::zero() || scenario.purge_every > Duration::zero() ||
           scenario.withdrawn_rate > 0;
}

void check_gaps(const FinalState& end, const MemoryTables& tables, Violations& violations) {
    const std::int64_t highest_served = end.events.highest_served();
    for (const EventBook::Entry& entry : end.events.entries()) {
        if (!entry.owed_a_gap || entry.accepted || entry.set_aside) continue;
        // Only the jump to what follows it can hide it: if nothing follows, nobody can know.
        if (entry.event.id > highest_served) continue;
        if (!is_in_a_gap(entry.event.id, tables.feed_gaps) &&
            !is_in_a_gap(entry.event.id, end.forgotten_gaps))
            violations.add(
                Rule::nothing_lost,
                fmt::format("the feed forgot event {} unread, and no feed gap tells of it: {}",
                            entry.event.id, text_of(tables.feed_gaps)));
    }
    if (can_forget(end.scenario)) return;
    for (const MemoryFeedGap& row : tables.feed_gaps) {
        if (!row.gap.is_proven && may_leave_unanswered(end.scenario)) continue;
        // Whoever takes over after the one that knew it asks what is between there and the first event.
        if (!row.gap.is_proven && end.events.was_cursor_set_to(row.gap.after_event_id)) continue;
        violations.add(Rule::no_unexpected_error,
                       fmt::format("a feed gap after {} was recorded, but the feed forgot "
                                   "nothing",
                                   row.gap.after_event_id.value));
    }
}

void check_history(const FinalState& end, const MemoryTables& tables, Violations& violations) {
    if (!end.scenario.keep_history) return;
    for (const EventBook::Entry& entry : end.events.entries()) {
        if (!entry.event.is_applicable() || !entry.accepted) continue;
        if (entry.purged && !end.events.kept().contains(entry.event.id)) continue;
        const auto found = tables.history.find(EventId{entry.event.id});
        if (end.scenario.history_keep > Duration::zero() && found == tables.history.end()) continue;
        if (found == tables.history.end() || found->second.text != entry.event.text)
            violations.add(
                Rule::nothing_lost,
                fmt::format("the history does not have event {} as it came", entry.event.id));
    }
}

}  // namespace

std::string what_is_missing(const FinalState& end) {
    const QueueDepth& depth = end.queue;
    if (depth.undone() > 0) return fmt::format("{} messages are undone", depth.undone());
    if (depth.dead_letters > 0) return fmt::format("{} dead letters", depth.dead_letters);
    const auto& entries = end.events.entries();
    const bool all_visible = std::ranges::all_of(
        entries, [](const EventBook::Entry& entry) { return entry.visible || entry.forgotten; });
    if (!all_visible) return "the feed has not shown everything yet";
    if (auto missing = missing_event(end.events); !missing.empty()) return missing;
    const MemoryTables tables = end.store.tables();
    if (auto wrong = difference(expected_table(end.events), table_of(tables)); !wrong.empty())
        return wrong;
    if (auto wrong = missing_failure(end, tables); !wrong.empty()) return wrong;
    return missing_way(end.events, end.scenario, tables.cursor);
}

void check_end(const FinalState& end, Violations& violations) {
    const MemoryTables tables = end.store.tables();
    if (auto missing = missing_event(end.events); !missing.empty())
        violations.add(Rule::nothing_lost, std::move(missing));
    if (auto wrong = difference(expected_table(end.events), table_of(tables)); !wrong.empty())
        violations.add(Rule::table_is_the_fold, std::move(wrong));
    if (auto wrong = missing_failure(end, tables); !wrong.empty())
        violations.add(Rule::nothing_lost, std::move(wrong));
    if (auto missing = missing_copy(end, tables); !missing.empty())
        violations.add(Rule::nothing_lost, std::move(missing));
    check_gaps(end, tables, violations);
    check_history(end, tables, violations);
}

}  // namespace scan::sim
