#include "sim/final_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/judge/oracle.h"

namespace scan::sim {
namespace {

// Each event for itself: in the table, as far as the store's transactions tell.
std::string missing_event(const EventBook& book) {
    for (const EventBook::Entry& entry : book.entries()) {
        if (!entry.event.is_applicable() || !book.must_be_done(entry)) continue;
        if (!book.kept().contains(entry.event.id))
            return fmt::format("event {} is not in the table", entry.event.id);
    }
    return {};
}

std::string missing_failure(const Surroundings& around, const MemoryTables& tables) {
    const auto expected = expected_failures(around.events);
    for (const std::string& text : expected) {
        const auto found = tables.failed_events.find(text);
        if (found == tables.failed_events.end() || found->second.resolved_at)
            return fmt::format("no failed event for {:.200}", text);
    }
    for (const auto& [text, failed] : tables.failed_events) {
        if (!expected.contains(text)) return fmt::format("a failed event too many: {:.200}", text);
    }
    return {};
}

bool is_in_a_gap(std::int64_t id, const MemoryTables& tables) {
    return std::ranges::any_of(tables.feed_gaps, [id](const MemoryFeedGap& row) {
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

void check_gaps(Surroundings& around, const MemoryTables& tables) {
    const std::int64_t highest_served = around.events.highest_served();
    for (const EventBook::Entry& entry : around.events.entries()) {
        if (!entry.owed_a_gap || entry.accepted || entry.set_aside) continue;
        // Only the jump to what follows it can hide it: if nothing follows, nobody can know.
        if (entry.event.id > highest_served) continue;
        if (!is_in_a_gap(entry.event.id, tables))
            around.violations.add(
                Rule::nothing_lost,
                fmt::format("the feed forgot event {} unread, and no feed gap tells of it: {}",
                            entry.event.id, text_of(tables.feed_gaps)));
    }
    if (can_forget(around.scenario)) return;
    for (const MemoryFeedGap& row : tables.feed_gaps) {
        if (!row.gap.is_proven && may_leave_unanswered(around.scenario)) continue;
        around.violations.add(Rule::no_unexpected_error,
                              fmt::format("a feed gap after {} was recorded, but the feed forgot "
                                          "nothing",
                                          row.gap.after_event_id.value));
    }
}

void check_history(Surroundings& around, const MemoryTables& tables) {
    if (!around.scenario.keep_history) return;
    for (const EventBook::Entry& entry : around.events.entries()) {
        if (!entry.event.is_applicable() || !entry.accepted) continue;
        const auto found = tables.history.find(EventId{entry.event.id});
        if (around.scenario.history_keep > Duration::zero() && found == tables.history.end())
            continue;
        if (found == tables.history.end() || found->second.text != entry.event.text)
            around.violations.add(
                Rule::nothing_lost,
                fmt::format("the history does not have event {} as it came", entry.event.id));
    }
}

}  // namespace

std::string what_is_missing(const Surroundings& around) {
    const QueueDepth depth = around.queue.depth();
    if (depth.undone() > 0) return fmt::format("{} messages are undone", depth.undone());
    if (depth.dead_letters > 0) return fmt::format("{} dead letters", depth.dead_letters);
    const auto& entries = around.events.entries();
    const bool all_visible = std::ranges::all_of(
        entries, [](const EventBook::Entry& entry) { return entry.visible || entry.forgotten; });
    if (!all_visible) return "the feed has not shown everything yet";
    if (auto missing = missing_event(around.events); !missing.empty()) return missing;
    const MemoryTables tables = around.store.tables();
    if (auto wrong = difference(expected_table(around.events), table_of(tables)); !wrong.empty())
        return wrong;
    return missing_failure(around, tables);
}

void check_end(Surroundings& around) {
    const MemoryTables tables = around.store.tables();
    if (auto missing = missing_event(around.events); !missing.empty())
        around.violations.add(Rule::nothing_lost, std::move(missing));
    if (auto wrong = difference(expected_table(around.events), table_of(tables)); !wrong.empty())
        around.violations.add(Rule::table_is_the_fold, std::move(wrong));
    if (auto wrong = missing_failure(around, tables); !wrong.empty())
        around.violations.add(Rule::nothing_lost, std::move(wrong));
    check_gaps(around, tables);
    check_history(around, tables);
}

}  // namespace scan::sim
