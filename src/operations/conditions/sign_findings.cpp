#include <fmt/format.h>

#include <algorithm>

#include "operations/conditions/findings.h"
#include "operations/conditions/time_for_people.h"

namespace scan {
namespace {

struct ToldSign {
    Sign sign;
    std::size_t tellers = 0;
};

// The sign that was told first of all that tell it now, and how many do.
std::optional<ToldSign> find(ConditionId id, const Facts& facts) {
    std::optional<ToldSign> found;
    const auto take = [&](const std::vector<Sign>& signs) {
        for (const Sign& sign : signs) {
            if (sign.id != id) continue;
            if (!found) found.emplace(sign, 0);
            if (sign.since < found->sign.since) found->sign = sign;
            ++found->tellers;
        }
    };
    take(facts.own);
    for (const WorkerFacts& worker : facts.workers)
        if (worker.is_live) take(worker.signs);
    return found;
}

// The headline's part of a message: without hints in brackets, without what was quoted, and short.
std::string brief_of(const std::string& detail) {
    constexpr std::size_t kLengthMax = 100;
    const std::size_t first = detail.find(": ");
    const std::size_t second = first == detail.npos ? first : detail.find(": ", first + 1);
    const std::size_t end = std::min({detail.find(" ("), detail.find("; "), second});
    if (std::min(end, detail.size()) <= kLengthMax) return detail.substr(0, end);
    return detail.substr(0, std::min(first, kLengthMax));
}

std::string clause_of(const Sign& sign, const Facts& facts) {
    std::string clause = sign.detail;
    if (sign.last_good)
        clause += fmt::format("; last good {}", time_for_people(*sign.last_good, facts.now));
    if (sign.next_try && *sign.next_try > facts.now)
        clause += fmt::format("; next try {}", time_for_people(*sign.next_try, facts.now));
    return clause;
}

Condition condition_of(const ToldSign& found, Severity severity, const Facts& facts) {
    std::string clause = clause_of(found.sign, facts);
    if (found.tellers > 1) clause += fmt::format(" (told by {})", found.tellers);
    return {.id = found.sign.id,
            .severity = severity,
            .since = found.sign.since,
            .clause = std::move(clause),
            .brief = brief_of(found.sign.detail)};
}

}  // namespace

Finding outage(ConditionId id, const Facts& facts) {
    const auto found = find(id, facts);
    if (!found) return std::nullopt;
    const bool lasts = between(found->sign.since, facts.now) > facts.grace;
    return condition_of(*found, lasts ? Severity::error : Severity::info, facts);
}

Finding told(ConditionId id, Severity severity, const Facts& facts) {
    const auto found = find(id, facts);
    if (!found) return std::nullopt;
    return condition_of(*found, severity, facts);
}

Finding find_schema_newer(const Facts& facts, const Lag& /*lag*/) {
    if (const auto sign = told(ConditionId::schema_newer, Severity::error, facts)) return sign;
    if (!facts.store || !facts.store->newer_schema) return std::nullopt;
    return Condition{
        .id = ConditionId::schema_newer,
        .severity = Severity::info,
        .clause = fmt::format("the store's tables have version {}, which is newer than "
                              "this program and says that it may run on it",
                              *facts.store->newer_schema)};
}

Finding find_credential_expiring(const Facts& facts, const Lag& /*lag*/) {
    const auto found = find(ConditionId::credential_expiring, facts);
    if (!found) return std::nullopt;
    const auto& ends = found->sign.ends_at;
    const bool is_over = ends && *ends <= facts.now;
    return condition_of(*found, is_over ? Severity::error : Severity::warning, facts);
}

Finding find_late_window_short(const Facts& facts, const Lag& /*lag*/) {
    if (facts.late_window <= Duration::zero()) return std::nullopt;
    constexpr Duration kRemembered = std::chrono::hours(24 * 30);
    const WorkerFacts* latest = nullptr;
    for (const WorkerFacts& worker : facts.workers) {
        if (!worker.lateness_max || !worker.lateness_at) continue;
        if (between(*worker.lateness_at, facts.now) > kRemembered) continue;
        if (latest == nullptr || *worker.lateness_max > *latest->lateness_max) latest = &worker;
    }
    if (latest == nullptr || *latest->lateness_max <= facts.late_window / 10 * 9)
        return std::nullopt;
    return Condition{.id = ConditionId::late_window_short,
                     .severity = Severity::warning,
                     .since = latest->lateness_at,
                     .clause = fmt::format("an event came {} late, and feed.late_window is {}",
                                           duration_for_people(*latest->lateness_max),
                                           duration_for_people(facts.late_window))};
}

}  // namespace scan
