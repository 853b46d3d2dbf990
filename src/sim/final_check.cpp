#include "sim/final_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/oracle.h"

namespace scan::sim {
namespace {

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

void check_gaps(Surroundings& around, const MemoryTables& tables) {
    for (const EventBook::Entry& entry : around.events.entries()) {
        if (!entry.owed_a_gap || entry.accepted || entry.set_aside) continue;
        if (!is_in_a_gap(entry.event.id, tables))
            around.violations.add(
                Rule::nothing_lost,
                fmt::format("the feed forgot event {} unread, and no feed gap tells of it",
                            entry.event.id));
    }
    if (around.scenario.retention == Duration::zero() && !tables.feed_gaps.empty())
        around.violations.add(Rule::no_unexpected_error,
                              fmt::format("a feed gap after {} was recorded, but the feed forgot "
                                          "nothing",
                                          tables.feed_gaps.front().gap.after_event_id.value));
}

void check_history(Surroundings& around, const MemoryTables& tables) {
    if (!around.scenario.keep_history) return;
    for (const EventBook::Entry& entry : around.events.entries()) {
        if (!entry.event.is_applicable() || !entry.accepted) continue;
        const auto found = tables.history.find(EventId{entry.event.id});
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
    const MemoryTables tables = around.store.tables();
    const auto& entries = around.events.entries();
    const bool all_visible = std::ranges::all_of(
        entries, [](const EventBook::Entry& entry) { return entry.visible || entry.forgotten; });
    if (!all_visible) return "the feed has not shown everything yet";
    if (auto wrong = difference(expected_table(around.events), table_of(tables)); !wrong.empty())
        return wrong;
    return missing_failure(around, tables);
}

void check_end(Surroundings& around) {
    const MemoryTables tables = around.store.tables();
    if (auto wrong = difference(expected_table(around.events), table_of(tables)); !wrong.empty())
        around.violations.add(Rule::table_is_the_fold, std::move(wrong));
    if (auto wrong = missing_failure(around, tables); !wrong.empty())
        around.violations.add(Rule::nothing_lost, std::move(wrong));
    check_gaps(around, tables);
    check_history(around, tables);
}

}  // namespace scan::sim
