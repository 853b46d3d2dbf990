#include "operations/conditions/verdict.h"

#include <fmt/format.h>

#include <algorithm>

#include "operations/conditions/condition_table.h"
#include "operations/conditions/time_for_people.h"

namespace scan {
namespace {

WorkState state_of(const std::vector<Condition>& conditions, const Lag& lag, Duration grace) {
    const Severity worst = conditions.empty() ? Severity::info : conditions.front().severity;
    switch (worst) {
        case Severity::error: return WorkState::failing;
        case Severity::warning: return WorkState::degraded;
        case Severity::info: break;
    }
    return lag.all && *lag.all <= grace ? WorkState::up_to_date : WorkState::catching_up;
}

std::string up_to(const Lag& lag, UtcTime now) {
    return fmt::format("every scan up to {} UTC is in the table",
                       time_for_people(lag.complete_to.value_or(now), now));
}

std::string catching_up(const Lag& lag, UtcTime now) {
    if (!lag.all) return "The first answers of the feed are awaited.";
    const std::string behind = fmt::format("Parcels are {} behind", duration_for_people(*lag.all));
    switch (lag.forecast.kind) {
        case Forecast::Kind::done:
            return fmt::format("{} and catching up: done in about {}, at {} UTC.", behind,
                               duration_for_people(lag.forecast.in),
                               time_for_people(later(now, lag.forecast.in), now));
        case Forecast::Kind::never:
            return fmt::format("{} and will not catch up: it needs {:.0f} events/s and has {:.0f}.",
                               behind, lag.forecast.needs, lag.forecast.has);
        case Forecast::Kind::none:
        case Forecast::Kind::unknown: break;
    }
    return behind + "; how long it takes is not known yet.";
}

std::string troubled(const Condition& worst, const Lag& lag, const Facts& facts) {
    const std::string_view action = row_of(worst.id).action;
    const std::string& what = worst.brief.empty() ? worst.clause : worst.brief;
    if (!lag.all)
        return fmt::format("Whether parcels are up to date is not known: {}. {}", what, action);
    if (*lag.all <= facts.grace)
        return fmt::format("Parcels are up to date, but {}. {}", what, action);
    if (worst.id == ConditionId::behind)
        return fmt::format("{} {}", catching_up(lag, facts.now), action);
    return fmt::format("No new scans since {} UTC: {}. {}",
                       time_for_people(lag.complete_to.value_or(facts.now), facts.now), what,
                       action);
}

}  // namespace

std::string_view name_of(WorkState state) {
    switch (state) {
        case WorkState::up_to_date: return "up_to_date";
        case WorkState::catching_up: return "catching_up";
        case WorkState::degraded: return "degraded";
        case WorkState::failing: return "failing";
    }
    std::unreachable();
}

std::string_view name_of(Severity severity) {
    switch (severity) {
        case Severity::info: return "info";
        case Severity::warning: return "warning";
        case Severity::error: return "error";
    }
    std::unreachable();
}

Verdict judge(const Facts& facts) {
    Verdict verdict{.state = {}, .sentence = {}, .lag = lag_of(facts), .conditions = {}};
    for (const ConditionRow& row : condition_table())
        if (auto found = row.find(facts, verdict.lag))
            verdict.conditions.push_back(std::move(*found));
    std::ranges::stable_sort(verdict.conditions, std::ranges::greater{}, &Condition::severity);
    verdict.state = state_of(verdict.conditions, verdict.lag, facts.grace);
    switch (verdict.state) {
        case WorkState::up_to_date:
            verdict.sentence =
                fmt::format("Parcels are up to date: {}.", up_to(verdict.lag, facts.now));
            break;
        case WorkState::catching_up: verdict.sentence = catching_up(verdict.lag, facts.now); break;
        case WorkState::degraded:
        case WorkState::failing:
            verdict.sentence = troubled(verdict.conditions.front(), verdict.lag, facts);
            break;
    }
    return verdict;
}

}  // namespace scan
