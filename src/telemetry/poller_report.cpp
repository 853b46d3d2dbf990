#include "app/poller_report.h"

namespace scan {
namespace {

double seconds(Duration duration) {
    return std::chrono::duration<double>(duration).count();
}

}  // namespace

void PollerReport::resuming(EventId from) {
    metrics_.set(Level::cursor_event_id, static_cast<double>(from.value));
    log_.info("resuming from {}", from.value);
}

void PollerReport::polled(std::size_t events, std::size_t unknown, Duration took) {
    metrics_.add(Count::feed_polls);
    metrics_.add(Count::events_read, events);
    metrics_.observe(Timing::feed_poll, seconds(took));
    metrics_.set(Level::caught_up, unknown == 0 ? 1 : 0);
}

void PollerReport::sent(std::size_t messages, std::size_t events) {
    metrics_.add(Count::messages_sent, messages);
    metrics_.add(Count::events_queued, events);
}

void PollerReport::cursor_moved(EventId last_event_id) {
    metrics_.set(Level::cursor_event_id, static_cast<double>(last_event_id.value));
}

void PollerReport::waiting_after(const Error& error, Duration delay) {
    metrics_.add(Count::feed_errors);
    metrics_.set(Level::caught_up, 0);
    outage_.failed(error, delay);
}

void PollerReport::recovered() {
    outage_.recovered();
}

void PollerReport::late_events_found(std::size_t count, Duration lateness_max) {
    metrics_.add(Count::late_events, count);
    metrics_.observe(Timing::event_lateness, seconds(lateness_max));
    log_.info("late events found: {}, up to {:.1f} s late", count, seconds(lateness_max));
}

void PollerReport::stale_events_found(std::size_t count) {
    metrics_.add(Count::stale_events, count);
    log_.warn("the feed sent {} unknown events from below the late window; they were queued",
              count);
}

void PollerReport::page_unordered() {
    log_.warn(
        "the feed's pages are out of order or repeat events; they are sorted and de-duplicated "
        "(said once)");
}

void PollerReport::format_changed(std::string_view reason) {
    log_.error("the feed's format has changed: every event of a page is malformed ({})", reason);
}

void PollerReport::unqueueable(const FailedEvent& event) {
    metrics_.add(Count::unqueueable_events);
    log_.warn("event {} cannot be queued and is set aside as failed: {} ({})",
              event.event_id.value_or(EventId{}).value, event.reason, event.detail);
}

void PollerReport::gap_found(const FeedGap& gap) {
    metrics_.add(Count::feed_gaps);
    log_.warn(
        "feed gap: the feed has forgotten what was between event {} and event {} before it was "
        "read",
        gap.after_event_id.value, gap.before_event_id.value);
}

void PollerReport::feed_reset(EventId cursor) {
    log_.warn(
        "the feed has events, but none from the cursor {} on: were its ids reset? `cursor set` "
        "moves the cursor",
        cursor.value);
}

void PollerReport::queue_full(std::uint64_t depth) {
    metrics_.set(Level::queue_full, 1);
    log_.warn("the queue holds {} messages (queue.depth_max); polling waits for room", depth);
}

void PollerReport::queue_has_room(std::uint64_t depth) {
    metrics_.set(Level::queue_full, 0);
    log_.info("the queue is down to {} messages; polling goes on", depth);
}

}  // namespace scan
