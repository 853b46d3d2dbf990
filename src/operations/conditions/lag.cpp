#include "operations/conditions/lag.h"

#include <algorithm>

#include "operations/conditions/time_for_people.h"

namespace scan {
namespace {

// Below this much more than what comes it is not told as catching up: the forecast would be for ever.
constexpr double kLeastGain = 1.05;
constexpr double kForecastSecondsMax = 30.0 * 24 * 3600;

using MaybeTime = std::optional<UtcTime>;

void raise(MaybeTime& time, const MaybeTime& other) {
    if (other && (!time || *other > *time)) time = other;
}

// What workers know, those that are gone too: that the feed was read up to then stays true.
struct Reading {
    bool is_at_head = false;
    MaybeTime at_head_at;
    MaybeTime newest_event_at;
    const PollingFacts* holder = nullptr;  // that is live
};

Reading reading_of(const Facts& facts) {
    Reading all;
    // One from the future is of a clock that was wrong, and says nothing.
    if (facts.store && facts.store->status.caught_up_at <= later(facts.now, facts.grace))
        all.at_head_at = facts.store->status.caught_up_at;
    for (const WorkerFacts& worker : facts.workers) {
        if (!worker.polling) continue;
        raise(all.at_head_at, worker.polling->at_head_at);
        raise(all.newest_event_at, worker.polling->newest_event_at);
        if (worker.is_live && worker.polling->holds_lease) all.holder = &*worker.polling;
    }
    all.is_at_head = all.holder != nullptr && all.holder->is_at_head;
    return all;
}

std::optional<Duration> feed_part(const Reading& reading, UtcTime now) {
    if (reading.is_at_head) return Duration::zero();
    std::optional<Duration> least;
    for (const MaybeTime& time : {reading.at_head_at, reading.newest_event_at}) {
        if (!time) continue;
        const Duration age = std::max(between(*time, now), Duration::zero());
        least = least ? std::min(*least, age) : age;
    }
    return least;
}

struct Work {
    double messages_in = 0;
    double messages_out = 0;
    double events_in = 0;
    double events_out = 0;
    MaybeTime held_since;
};

Work work_of(const Facts& facts) {
    Work work;
    for (const WorkerFacts& worker : facts.workers) {
        if (!worker.is_live) continue;
        if (const auto& polling = worker.polling) {
            work.messages_in += polling->messages_per_second;
            work.events_in += polling->events_per_second;
        }
        if (const auto& processing = worker.processing) {
            work.messages_out += processing->messages_per_second;
            work.events_out += processing->events_per_second;
            if (processing->held_since &&
                (!work.held_since || *processing->held_since < *work.held_since))
                work.held_since = processing->held_since;
        }
    }
    return work;
}

std::optional<Duration> queue_part(const Facts& facts, const Work& work) {
    if (!facts.queue) return std::nullopt;
    const QueueDepth& depth = *facts.queue;
    if (depth.undone() == 0) return Duration::zero();
    Duration age{};
    if (work.held_since) age = std::max(age, between(*work.held_since, facts.now));
    if (depth.oldest_visible_age) return std::max(age, *depth.oldest_visible_age);
    if (work.messages_out > 0) {
        const double seconds = static_cast<double>(depth.undone()) / work.messages_out;
        const std::chrono::duration<double> drained(std::min(seconds, kForecastSecondsMax));
        return std::max(age, std::chrono::duration_cast<Duration>(drained));
    }
    if (age > Duration::zero()) return age;
    return std::nullopt;
}

Forecast done_after(double seconds) {
    if (seconds > kForecastSecondsMax) return {.kind = Forecast::Kind::unknown};
    return {.kind = Forecast::Kind::done,
            .in = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds))};
}

Forecast feed_forecast(const Reading& reading, Duration lag) {
    if (reading.holder == nullptr || !reading.holder->pace || reading.holder->is_waiting)
        return {.kind = Forecast::Kind::unknown};
    const double pace = *reading.holder->pace;
    if (pace >= kLeastGain)
        return done_after(std::chrono::duration<double>(lag).count() / (pace - 1));
    const double has = reading.holder->events_per_second;
    if (pace <= 0 || has <= 0) return {.kind = Forecast::Kind::unknown};
    return {.kind = Forecast::Kind::never, .needs = has / pace, .has = has};
}

Forecast queue_forecast(const QueueDepth& depth, const Work& work) {
    if (work.messages_out <= 0) return {.kind = Forecast::Kind::unknown};
    if (work.messages_out >= kLeastGain * work.messages_in)
        return done_after(static_cast<double>(depth.undone()) /
                          (work.messages_out - work.messages_in));
    return {.kind = Forecast::Kind::never, .needs = work.events_in, .has = work.events_out};
}

Forecast worse(const Forecast& one, const Forecast& other) {
    const auto rank = [](const Forecast& forecast) {
        switch (forecast.kind) {
            case Forecast::Kind::none: return 0;
            case Forecast::Kind::done: return 1;
            case Forecast::Kind::unknown: return 2;
            case Forecast::Kind::never: return 3;
        }
        std::unreachable();
    };
    if (rank(one) != rank(other)) return rank(one) > rank(other) ? one : other;
    return one.in >= other.in ? one : other;
}

}  // namespace

Lag lag_of(const Facts& facts) {
    const Reading reading = reading_of(facts);
    const Work work = work_of(facts);
    Lag lag;
    lag.feed = feed_part(reading, facts.now);
    lag.queue = queue_part(facts, work);
    if (lag.feed && lag.queue) {
        lag.all = std::max(*lag.feed, *lag.queue);
    } else if (lag.feed) {
        lag.all = lag.feed;
    }
    if (lag.feed && *lag.feed > facts.grace)
        lag.forecast = worse(lag.forecast, feed_forecast(reading, *lag.feed));
    if (lag.queue && *lag.queue > facts.grace)
        lag.forecast = worse(lag.forecast, queue_forecast(*facts.queue, work));
    if (lag.all) {
        const UtcTime as_of = later(facts.now, -*lag.all);
        // At the head the last look at the feed counts, not the moment of the question.
        lag.complete_to = reading.is_at_head && reading.holder->asked_at
                              ? std::min(as_of, *reading.holder->asked_at)
                              : as_of;
    }
    return lag;
}

}  // namespace scan
