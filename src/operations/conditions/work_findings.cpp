#include <fmt/format.h>

#include <algorithm>

#include "base/counted.h"
#include "operations/conditions/findings.h"
#include "operations/conditions/time_for_people.h"

namespace scan {
namespace {

// So long without a forecast is taken for a sign that there will be none.
constexpr Duration kForecastPatience = std::chrono::minutes(3);
// Rates are of the last minute: those of the first seconds say nothing.
constexpr Duration kFirstMoments = std::chrono::seconds(30);

bool is_paused(const Facts& facts, Pausable what) {
    return facts.store && std::ranges::any_of(facts.store->paused, [&](const Pause& pause) {
               return pause.what == what && pause.holds_at(facts.now);
           });
}

// A live worker, or whoever looks, cannot use the store: that is why nothing is finished then.
bool is_store_in_trouble(const Facts& facts) {
    const auto is_of_store = [](const Sign& sign) {
        return sign.id <= ConditionId::store_unreachable;
    };
    return std::ranges::any_of(facts.own, is_of_store) ||
           std::ranges::any_of(facts.workers, [&](const WorkerFacts& worker) {
               return worker.is_live && std::ranges::any_of(worker.signs, is_of_store);
           });
}

// The holder by the store, if it has a row.
const WorkerFacts* holder_of(const Facts& facts) {
    for (const WorkerFacts& worker : facts.workers)
        if (worker.name == facts.store->status.lease_holder) return &worker;
    return nullptr;
}

// Host and process id of a holder's record.
std::string_view short_name(std::string_view holder) {
    const std::size_t process = holder.find(':');
    if (process == holder.npos) return holder;
    return holder.substr(0, holder.find(':', process + 1));
}

// Whoever reads is given time to know how long it takes: who holds the lease from when it has had no forecast, and before anyone does
// those that stand by, from the beginning of the first.
bool may_yet_know(const Facts& facts, Duration patience) {
    std::optional<UtcTime> since;
    for (const WorkerFacts& worker : facts.workers) {
        if (!worker.is_live || !worker.polling) continue;
        if (worker.polling->holds_lease) {
            since = worker.polling->no_forecast_since.value_or(facts.now);
            break;
        }
        if (!since || worker.started_at < *since) since = worker.started_at;
    }
    return since && between(*since, facts.now) <= patience;
}

// When a worker of this kind was last heard of.
template <class Kind>
std::optional<UtcTime> last_told(const Facts& facts, Kind kind) {
    std::optional<UtcTime> last;
    for (const WorkerFacts& worker : facts.workers)
        if (worker.*kind && (!last || worker.told_at > *last)) last = worker.told_at;
    return last;
}

Finding nobody_polls(const Facts& facts) {
    const auto last = last_told(facts, &WorkerFacts::polling);
    const std::string_view holder = short_name(facts.store->status.lease_holder);
    std::string clause = "no worker polls the feed";
    if (!holder.empty()) clause += fmt::format("; {} was the last", holder);
    return Condition{.id = ConditionId::no_poller,
                     .severity = Severity::error,
                     .since = last,
                     .clause = std::move(clause),
                     .brief = "no worker polls the feed"};
}

}  // namespace

Finding find_no_poller(const Facts& facts, const Lag& /*lag*/) {
    if (!facts.store || is_paused(facts, Pausable::poll)) return std::nullopt;
    const bool stands_by = std::ranges::any_of(
        facts.workers, [](const WorkerFacts& each) { return each.is_live && each.polling; });
    if (!facts.store->status.lease_live) return stands_by ? std::nullopt : nobody_polls(facts);
    // An older worker has no row; it is believed.
    const WorkerFacts* const holder = holder_of(facts);
    if (holder == nullptr || !holder->polling || !holder->is_live) return std::nullopt;
    const PollingFacts& polling = *holder->polling;
    // A row that was written before its worker held the lease says nothing of it. A worker that stood by answers for the time since it
    // holds the lease. An older version does not tell that time.
    if (!polling.holds_lease) return std::nullopt;
    const UtcTime since = std::max(polling.asked_at.value_or(holder->started_at),
                                   polling.lease_held_since.value_or(holder->started_at));
    // As of when it was told: a row is up to five seconds old.
    const Duration allowed = facts.grace + 2 * facts.poll_interval;
    if (polling.is_waiting || between(since, holder->told_at) <= allowed) return std::nullopt;
    return Condition{.id = ConditionId::no_poller,
                     .severity = Severity::error,
                     .since = since,
                     .clause = fmt::format("{} holds the lease and does not ask the feed",
                                           short_name(holder->name)),
                     .brief = "the worker that holds the lease does not ask the feed"};
}

Finding find_no_processor(const Facts& facts, const Lag& /*lag*/) {
    if (!facts.store || !facts.queue || is_paused(facts, Pausable::process)) return std::nullopt;
    if (facts.queue->visible == 0 || is_store_in_trouble(facts)) return std::nullopt;
    // Messages that came this moment wait for nobody.
    const auto& age = facts.queue->oldest_visible_age;
    if (age && *age <= facts.grace) return std::nullopt;
    std::optional<UtcTime> progress;
    for (const WorkerFacts& worker : facts.workers) {
        if (!worker.processing) continue;
        // A worker that has just begun is given time.
        const UtcTime known = worker.processing->progress_at.value_or(worker.started_at);
        const UtcTime as_of = worker.is_live ? worker.told_at : facts.now;
        if (between(known, as_of) <= facts.grace) return std::nullopt;
        if (!progress || known > *progress) progress = known;
    }
    // An older worker has no row. Of a queue that does not tell ages nothing can then be said.
    const bool is_alive =
        std::ranges::any_of(facts.workers, [](const WorkerFacts& each) { return each.is_live; });
    if (!age && !progress && !is_alive && facts.store->status.lease_live) return std::nullopt;
    const auto last = last_told(facts, &WorkerFacts::processing);
    const bool is_running = std::ranges::any_of(
        facts.workers, [](const WorkerFacts& each) { return each.is_live && each.processing; });
    return Condition{
        .id = ConditionId::no_processor,
        .severity = Severity::error,
        .since = progress ? progress : last,
        .clause =
            fmt::format("{} {} in the queue, and {}", counted(facts.queue->visible, "message"),
                        facts.queue->visible == 1 ? "waits" : "wait",
                        is_running ? "no processor finishes any" : "no worker processes it"),
        .brief = is_running ? "no processor finishes a message" : "no worker processes the queue"};
}

Finding find_behind(const Facts& facts, const Lag& lag) {
    if (!lag.all || *lag.all <= facts.grace) return std::nullopt;
    const Forecast& forecast = lag.forecast;
    Condition behind{.id = ConditionId::behind,
                     .severity = Severity::info,
                     .since = lag.complete_to,
                     .clause = {},
                     .brief = {}};
    const std::string length = duration_for_people(*lag.all);
    behind.brief = fmt::format("parcels are {} behind", length);
    if (forecast.kind == Forecast::Kind::done) {
        behind.clause = fmt::format("parcels are {} behind and catching up: done in about {}",
                                    length, duration_for_people(forecast.in));
        return behind;
    }
    if (forecast.kind == Forecast::Kind::never) {
        behind.clause = fmt::format(
            "parcels are {} behind and will not catch up: it needs {:.0f} events/s and has {:.0f}",
            length, forecast.needs, forecast.has);
    } else {
        behind.clause =
            fmt::format("parcels are {} behind, and how long it takes is not known yet", length);
    }
    const bool lasts = !may_yet_know(facts, kForecastPatience);
    if (lasts) behind.severity = Severity::warning;
    // Who has just begun to catch up has no forecast yet, or one of its first moments, however far behind it is.
    const bool never = forecast.kind == Forecast::Kind::never;
    const bool is_hopeless = lasts || (never && !may_yet_know(facts, kFirstMoments));
    if (is_hopeless && *lag.all > facts.lag_max) behind.severity = Severity::error;
    return behind;
}

Finding find_paused(const Facts& facts, const Lag& /*lag*/) {
    if (!facts.store) return std::nullopt;
    std::string clause;
    std::optional<UtcTime> since;
    for (const Pause& pause : facts.store->paused) {
        if (!pause.holds_at(facts.now)) continue;
        if (!since || pause.since < *since) since = pause.since;
        clause += fmt::format("{}{} is paused by {} ({}), {}", clause.empty() ? "" : "; ",
                              pause.what == Pausable::poll ? "polling" : "processing", pause.who,
                              pause.reason,
                              pause.until ? "until " + time_for_people(*pause.until, facts.now)
                                          : "until it is resumed");
    }
    if (!since) return std::nullopt;
    return Condition{.id = ConditionId::paused,
                     .severity = Severity::info,
                     .since = since,
                     .clause = std::move(clause)};
}

}  // namespace scan
