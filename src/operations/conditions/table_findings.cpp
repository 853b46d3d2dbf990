#include <fmt/format.h>

#include <algorithm>

#include "base/counted.h"
#include "operations/conditions/findings.h"
#include "operations/conditions/time_for_people.h"

namespace scan {
namespace {

std::string counted_rows(std::uint64_t count, std::string_view noun) {
    if (count > kRowsCountedMax) return fmt::format("more than {} {}s", kRowsCountedMax, noun);
    return counted(count, noun);
}

// How many ids may be missing at most; it does not overflow.
std::uint64_t ids_in(const OpenGap& gap) {
    const auto low = static_cast<std::uint64_t>(gap.after_event_id.value);
    const auto high = static_cast<std::uint64_t>(gap.before_event_id.value);
    return high > low ? high - low - 1 : 0;
}

}  // namespace

Finding find_feed_quiet(const Facts& facts, const Lag& /*lag*/) {
    if (!facts.quiet_max) return std::nullopt;
    for (const WorkerFacts& worker : facts.workers) {
        if (!worker.is_live || !worker.polling) continue;
        const PollingFacts& polling = *worker.polling;
        if (!polling.holds_lease || !polling.is_at_head || polling.is_waiting) continue;
        const UtcTime since = polling.new_at.value_or(worker.started_at);
        if (between(since, facts.now) <= *facts.quiet_max) continue;
        return Condition{.id = ConditionId::feed_quiet,
                         .severity = Severity::warning,
                         .since = since,
                         .clause = fmt::format("the feed answers, but has had nothing new for {}",
                                               duration_for_people(between(since, facts.now)))};
    }
    return std::nullopt;
}

Finding find_feed_gap(const Facts& facts, const Lag& /*lag*/) {
    if (!facts.store || facts.store->gaps.empty()) return std::nullopt;
    const auto& gaps = facts.store->gaps;
    const bool is_proven = std::ranges::any_of(gaps, &OpenGap::is_proven);
    // The newest of the worse kind is the example.
    const OpenGap& shown = *std::ranges::find(gaps, is_proven, &OpenGap::is_proven);
    std::uint64_t ids = 0;
    for (const OpenGap& gap : gaps) ids += std::min(ids_in(gap), ~std::uint64_t{0} - ids);
    std::string clause =
        fmt::format("the feed {} what is between event {} and event {} before it was read",
                    is_proven ? "forgot" : "may have forgotten", shown.after_event_id.value,
                    shown.before_event_id.value);
    const std::string brief = clause;
    if (gaps.size() > 1) clause += fmt::format(", and {}", counted(gaps.size() - 1, "more gap"));
    clause += fmt::format("; at most {}", counted(ids, "id"));
    return Condition{.id = ConditionId::feed_gap,
                     .severity = is_proven ? Severity::error : Severity::warning,
                     .since = std::ranges::min(gaps, {}, &OpenGap::noticed_at).noticed_at,
                     .clause = std::move(clause),
                     .brief = brief};
}

Finding find_failed_events(const Facts& facts, const Lag& /*lag*/) {
    if (!facts.store || facts.store->status.failed_events_open == 0) return std::nullopt;
    Condition failed{.id = ConditionId::failed_events,
                     .severity = Severity::warning,
                     .since = {},
                     .clause = counted_rows(facts.store->status.failed_events_open, "failed event"),
                     .brief = {}};
    failed.clause += facts.store->status.failed_events_open == 1 ? " waits" : " wait";
    failed.clause += " for a person";
    failed.brief = failed.clause;
    if (facts.store->failed.empty()) return failed;
    std::string reasons;
    UtcTime oldest = facts.store->failed.front().oldest;
    for (const FailedReason& each : facts.store->failed) {
        reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", each.count, each.reason);
        oldest = std::min(oldest, each.oldest);
    }
    failed.since = oldest;
    failed.clause += fmt::format(" ({}); the oldest is {} old", reasons,
                                 duration_for_people(between(oldest, facts.now)));
    return failed;
}

Finding find_dead_letters(const Facts& facts, const Lag& /*lag*/) {
    if (!facts.queue || facts.queue->dead_letters == 0) return std::nullopt;
    const std::uint64_t count = facts.queue->dead_letters;
    return Condition{
        .id = ConditionId::dead_letters,
        .severity = Severity::error,
        .clause = fmt::format("{} among the dead letters, and {} events are not in the table",
                              counted_rows(count, "message") + (count == 1 ? " is" : " are"),
                              count == 1 ? "its" : "their"),
        .brief = counted_rows(count, "dead letter") + (count == 1 ? " waits" : " wait") +
                 " for a person"};
}

Finding find_table_differs(const Facts& facts, const Lag& /*lag*/) {
    if (!facts.store || facts.store->differences == 0) return std::nullopt;
    return Condition{.id = ConditionId::table_differs,
                     .severity = Severity::warning,
                     .since = facts.store->verified_at,
                     .clause = fmt::format("the last verification found {} that nobody has mended",
                                           counted_rows(facts.store->differences, "difference"))};
}

}  // namespace scan
