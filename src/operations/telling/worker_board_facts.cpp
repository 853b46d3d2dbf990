// What stands on the board, as facts.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "operations/conditions/time_for_people.h"
#include "operations/telling/worker_board.h"

namespace scan {
namespace {

// A line that failed and was not used again since says nothing any more once another one works.
constexpr Duration kTroubleForgotten = std::chrono::minutes(5);

std::optional<UtcTime> stamp_of(const std::optional<Moment>& moment, const Moment& now) {
    if (!moment) return std::nullopt;
    return moment->stamp(now);
}

}  // namespace

bool WorkerBoard::is_over(const Line& line, Instant now) const {
    if (now - line.trouble->last_at <= kTroubleForgotten) return false;
    return std::ranges::any_of(lines_, [&](const Line& other) {
        return other.dependency == line.dependency && other.worked_at &&
               other.worked_at->instant > line.trouble->last_at;
    });
}

PollingFacts WorkerBoard::polling_facts(const Moment& now) {
    const bool waits = wait_ && now.instant <= wait_->since.instant + wait_->length;
    return {.holds_lease = polling_.holds_lease,
            .is_at_head = polling_.is_at_head,
            .is_waiting = waits || raised_.contains(ConditionId::queue_full),
            .lease_held_since = stamp_of(polling_.lease_held_since, now),
            .asked_at = stamp_of(polling_.asked_at, now),
            .at_head_at = stamp_of(polling_.at_head_at, now),
            .new_at = stamp_of(polling_.new_at, now),
            .newest_event_at = polling_.newest_event_at,
            .events_per_second = events_queued_.per_second(now.instant),
            .messages_per_second = messages_sent_.per_second(now.instant)};
}

ProcessingFacts WorkerBoard::processing_facts(const Moment& now) {
    const Moment* held_since = nullptr;
    for (const Line& line : lines_) {
        if (!line.held_since) continue;
        if (held_since == nullptr || line.held_since->instant < held_since->instant)
            held_since = &*line.held_since;
    }
    ProcessingFacts facts{.progress_at = stamp_of(progress_at_, now),
                          .events_per_second = events_applied_.per_second(now.instant),
                          .messages_per_second = messages_acknowledged_.per_second(now.instant)};
    if (held_since != nullptr) facts.held_since = held_since->stamp(now);
    return facts;
}

void WorkerBoard::add_raised(std::vector<Sign>& signs, const Moment& now) {
    std::erase_if(raised_, [&](const auto& each) {
        return each.second.ends && *each.second.ends <= now.instant;
    });
    for (const auto& [id, raised] : raised_)
        signs.push_back({.id = id, .since = raised.since.stamp(now), .detail = raised.detail});
}

void WorkerBoard::add_outages(std::vector<Sign>& signs, const Moment& now) {
    for (const Line& line : lines_) {
        if (!line.trouble || is_over(line, now.instant)) continue;
        const ConditionId id = line.trouble->id;
        const UtcTime since = line.trouble->since.stamp(now);
        const auto same = std::ranges::find(signs, id, &Sign::id);
        if (same != signs.end() && same->since <= since) continue;
        if (same != signs.end()) signs.erase(same);
        Sign sign{.id = id,
                  .since = since,
                  .detail = line.trouble->message,
                  .last_good = stamp_of(line.worked_at, now)};
        if (line.user == "poller" && wait_)
            sign.next_try = later(wait_->since.stamp(now), wait_->length);
        signs.push_back(std::move(sign));
    }
}

void WorkerBoard::add_stuck(std::vector<Sign>& signs, const Moment& now) {
    for (const Line& line : lines_) {
        if (!line.in_call_since || now.instant - *line.in_call_since <= line.call_max) continue;
        const Duration length = now.instant - *line.in_call_since;
        signs.push_back({.id = ConditionId::stage_stuck,
                         .since = later(now.utc, -length),
                         .detail = fmt::format("the {} is stuck in a call of the {}", line.user,
                                               name_of(line.dependency))});
        return;
    }
}

WorkerFacts WorkerBoard::read(bool polls, bool processes) {
    const Moment now = Moment::now_of(clock_);
    const MutexLock lock(mutex_);
    WorkerFacts facts;
    facts.started_at = began_at_.stamp(now);
    facts.told_at = now.utc;
    facts.is_live = true;
    if (const auto late = lateness_.latest(now.instant)) {
        facts.lateness_max = late->lateness;
        facts.lateness_at = late->at.stamp(now);
    }
    if (polls) facts.polling = polling_facts(now);
    if (processes) facts.processing = processing_facts(now);
    add_raised(facts.signs, now);
    add_outages(facts.signs, now);
    add_stuck(facts.signs, now);
    for (Sign& sign : credentials_.read()) facts.signs.push_back(std::move(sign));
    return facts;
}

}  // namespace scan
