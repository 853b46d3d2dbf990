#include "app/desk/desk_report.h"

#include <limits>
#include <vector>

#include "operations/conditions/condition_table.h"
#include "operations/telling/status_document.h"

namespace scan {
namespace {

double seconds(const std::optional<Duration>& duration) {
    return duration ? std::chrono::duration<double>(*duration).count()
                    : std::numeric_limits<double>::quiet_NaN();
}

// Of all workers that live.
double applied_per_second(const Facts& facts) {
    double rate = 0;
    for (const WorkerFacts& each : facts.workers) {
        if (each.is_live && each.processing) rate += each.processing->events_per_second;
    }
    return rate;
}

}  // namespace

void DeskReport::judged(const Facts& facts, const Verdict& verdict) {
    documents_.tell(
        {.status = status_document(facts, verdict), .workers = workers_document(facts)});
    const auto& lag = verdict.lag.all;
    hour_.tell({.at = facts.now,
                .lag_seconds = lag ? std::optional(seconds(lag)) : std::nullopt,
                .events_per_second = applied_per_second(facts)});
    const bool is_foretold = verdict.lag.forecast.kind == Forecast::Kind::done;
    metrics_.set(Level::lag_seconds, seconds(verdict.lag.all));
    metrics_.set(Level::catch_up_forecast_seconds,
                 seconds(is_foretold ? std::optional(verdict.lag.forecast.in) : std::nullopt));
    if (facts.store) metrics_.set(Level::paused, static_cast<double>(facts.store->paused.size()));
    std::vector<HeldCondition> held;
    held.reserve(verdict.conditions.size());
    for (const Condition& each : verdict.conditions)
        held.push_back({row_of(each.id).name, name_of(each.severity)});
    metrics_.set_conditions(held);
}

}  // namespace scan
