#include "operations/telling/worker_board.h"

#include <algorithm>
#include <utility>

#include "operations/conditions/time_for_people.h"

namespace scan {

WorkerBoard::WorkerBoard(Clock& clock)
    : clock_(clock),
      began_at_(Moment::now_of(clock)),
      credentials_(clock),
      events_queued_(clock.now()),
      messages_sent_(clock.now()),
      events_applied_(clock.now()),
      messages_acknowledged_(clock.now()) {}

PortLine WorkerBoard::add_line(Dependency dependency, std::string user, Duration call_max) {
    const MutexLock lock(mutex_);
    lines_.push_back({.dependency = dependency, .user = std::move(user), .call_max = call_max});
    return {lines_.size() - 1};
}

void WorkerBoard::call_begins(PortLine line) {
    const Moment now = Moment::now_of(clock_);
    const MutexLock lock(mutex_);
    Line& called = lines_[line.number];
    called.in_call_since = now.instant;
    if (called.dependency == Dependency::feed) polling_.asked_at = now;
}

void WorkerBoard::call_worked(PortLine line) {
    const Moment now = Moment::now_of(clock_);
    const MutexLock lock(mutex_);
    Line& called = lines_[line.number];
    called.in_call_since.reset();
    called.worked_at = now;
    called.trouble.reset();
}

void WorkerBoard::call_failed(PortLine line, ConditionId trouble, const Error& error) {
    const Moment now = Moment::now_of(clock_);
    const MutexLock lock(mutex_);
    Line& called = lines_[line.number];
    called.in_call_since.reset();
    // Another kind of failure is the same outage.
    const Moment since = called.trouble ? called.trouble->since : now;
    called.trouble =
        Trouble{.id = trouble, .since = since, .message = error.message, .last_at = now.instant};
}

void WorkerBoard::call_stopped(PortLine line) {
    const MutexLock lock(mutex_);
    lines_[line.number].in_call_since.reset();
}

void WorkerBoard::lease_is_held(bool held) {
    const Moment now = Moment::now_of(clock_);
    const MutexLock lock(mutex_);
    if (held && !polling_.holds_lease) polling_.lease_held_since = now;
    polling_.holds_lease = held;
    if (held) return;
    polling_.lease_held_since.reset();
    // What it knew of the feed is the business of the next holder.
    polling_.is_at_head = false;
    wait_.reset();
    raised_.clear();
    for (Line& line : lines_)
        if (line.user == "poller") line.trouble.reset();
}

void WorkerBoard::polled(std::size_t events, std::size_t unknown_events) {
    const Moment now = Moment::now_of(clock_);
    const MutexLock lock(mutex_);
    pages_.note(events);
    // A steady feed brings something new with each poll, and is at its head all the same while its pages are not full.
    polling_.is_at_head = unknown_events == 0 || 2 * events < pages_.longest();
    if (polling_.is_at_head) polling_.at_head_at = now;
    if (unknown_events > 0) polling_.new_at = now;
    wait_.reset();
    raised_.erase(ConditionId::feed_failing);
    raised_.erase(ConditionId::feed_page_too_large);
}

void WorkerBoard::read_up_to(UtcTime newest_event_at) {
    const MutexLock lock(mutex_);
    polling_.newest_event_at = newest_event_at;
}

void WorkerBoard::sent(std::size_t messages, std::size_t events) {
    const Instant now = clock_.now();
    const MutexLock lock(mutex_);
    messages_sent_.add(messages, now);
    events_queued_.add(events, now);
}

void WorkerBoard::poller_waits(const Error& error, Duration delay) {
    const Moment now = Moment::now_of(clock_);
    const MutexLock lock(mutex_);
    wait_ = Wait{.since = now, .length = delay};
    polling_.is_at_head = false;
    const bool is_told = std::ranges::any_of(
        lines_, [](const Line& line) { return line.user == "poller" && line.trouble.has_value(); });
    // The feed answered, and with what is no page.
    if (!is_told) raise_locked(ConditionId::feed_failing, error.message, std::nullopt);
}

void WorkerBoard::came_late(Duration lateness) {
    const Moment now = Moment::now_of(clock_);
    const MutexLock lock(mutex_);
    lateness_.came({.lateness = lateness, .at = now});
}

void WorkerBoard::inherit_lateness(Duration lateness, UtcTime at) {
    const Moment now = Moment::now_of(clock_);
    const Duration age = std::max(between(at, now.utc), Duration::zero());
    const MutexLock lock(mutex_);
    lateness_.came({.lateness = lateness, .at = {.instant = now.instant - age, .utc = at}});
}

void WorkerBoard::received(PortLine queue, std::size_t messages) {
    const Moment now = Moment::now_of(clock_);
    const MutexLock lock(mutex_);
    if (messages == 0) {
        progress_at_ = now;
    } else if (!lines_[queue.number].held_since) {
        lines_[queue.number].held_since = now;
    }
}

void WorkerBoard::settled(PortLine queue, std::size_t acknowledged) {
    const Moment now = Moment::now_of(clock_);
    const MutexLock lock(mutex_);
    lines_[queue.number].held_since.reset();
    if (acknowledged == 0) return;
    progress_at_ = now;
    messages_acknowledged_.add(acknowledged, now.instant);
}

void WorkerBoard::applied(std::size_t events) {
    const Instant now = clock_.now();
    const MutexLock lock(mutex_);
    events_applied_.add(events, now);
}

void WorkerBoard::raise(ConditionId id, std::string detail) {
    const MutexLock lock(mutex_);
    raise_locked(id, std::move(detail), std::nullopt);
}

void WorkerBoard::raise_for(ConditionId id, std::string detail, Duration length) {
    const MutexLock lock(mutex_);
    raise_locked(id, std::move(detail), clock_.now() + length);
}

void WorkerBoard::raise_locked(ConditionId id, std::string detail, std::optional<Instant> ends) {
    Raised& raised = raised_.try_emplace(id, Raised{.since = Moment::now_of(clock_)}).first->second;
    raised.detail = std::move(detail);
    raised.ends = ends;
}

void WorkerBoard::lower(ConditionId id) {
    const MutexLock lock(mutex_);
    raised_.erase(id);
}

void WorkerBoard::stood_still(Duration length) {
    const Moment now = Moment::now_of(clock_);
    const auto delay = [&](std::optional<Moment>& moment) {
        if (moment) moment->delay(length, now);
    };
    const MutexLock lock(mutex_);
    for (Line& line : lines_) {
        if (line.in_call_since)
            line.in_call_since = std::min(*line.in_call_since + length, now.instant);
        if (line.trouble) line.trouble->since.delay(length, now);
        delay(line.held_since);
    }
    for (auto& [id, raised] : raised_) raised.since.delay(length, now);
    delay(polling_.lease_held_since);
    delay(polling_.asked_at);
    delay(progress_at_);
}

void WorkerBoard::learned(const QueueDepth& depth) {
    const Instant now = clock_.now();
    const MutexLock lock(mutex_);
    depth_ = depth;
    depth_at_ = now;
}

std::optional<QueueDepth> WorkerBoard::depth_since(Instant since) const {
    const MutexLock lock(mutex_);
    return depth_at_ >= since ? depth_ : std::nullopt;
}

bool WorkerBoard::holds_lease() const {
    const MutexLock lock(mutex_);
    return polling_.holds_lease;
}

bool WorkerBoard::is_at_head() const {
    const MutexLock lock(mutex_);
    return polling_.holds_lease && polling_.is_at_head;
}

}  // namespace scan
