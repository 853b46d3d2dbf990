#include "telemetry/poller_report.h"

#include "telemetry/cause.h"
#include "telemetry/failed_event_name.h"

namespace scan {
namespace {

using fmt::literals::operator""_a;

// Told once an incident; how long the incident goes on is not told.
constexpr Duration kIdsForgottenHolds = std::chrono::hours(1);
constexpr Duration kRangeUnreadableHolds = std::chrono::minutes(10);

double seconds(Duration duration) {
    return std::chrono::duration<double>(duration).count();
}

}  // namespace

void PollerReport::resuming(EventId from) {
    metrics_.set(Level::cursor_event_id, static_cast<double>(from.value));
    log_.info(LogEvent{"resuming"}, "resuming from {event_id}", "event_id"_a = from.value);
}

void PollerReport::polled(std::size_t events, std::size_t unknown, Duration took) {
    metrics_.add(Count::feed_polls);
    metrics_.add(Count::events_read, events);
    metrics_.add(LabelledCount::feed_requests, events == 0 ? "empty" : "ok");
    metrics_.observe(Timing::feed_poll, seconds(took));
    metrics_.observe(Size::page_events, events);
    metrics_.set(Level::caught_up, unknown == 0 ? 1 : 0);
    board_.polled(events, unknown);
}

void PollerReport::read_up_to(UtcTime newest_event_at) {
    board_.read_up_to(newest_event_at);
}

void PollerReport::sent(std::size_t messages, std::size_t events) {
    metrics_.add(Count::messages_sent, messages);
    metrics_.add(Count::events_queued, events);
    board_.sent(messages, events);
}

void PollerReport::cursor_moved(EventId last_event_id) {
    metrics_.set(Level::cursor_event_id, static_cast<double>(last_event_id.value));
    board_.lower(ConditionId::feed_reset);
}

void PollerReport::waiting_after(const Error& error, Duration delay) {
    metrics_.add(Count::feed_errors);
    metrics_.add(LabelledCount::retries, cause_of(error.code));
    metrics_.set(Level::caught_up, 0);
    board_.poller_waits(error, delay);
    outage_.failed(error, delay);
}

void PollerReport::recovered() {
    outage_.recovered();
}

void PollerReport::late_events_found(std::size_t count, Duration lateness_max) {
    metrics_.add(Count::late_events, count);
    metrics_.observe(Timing::event_lateness, seconds(lateness_max));
    board_.came_late(lateness_max);
    log_.info(LogEvent{"late_events_found"},
              "late events found: {events}, up to {lateness_max_s:.1f} s late", "events"_a = count,
              "lateness_max_s"_a = seconds(lateness_max));
}

void PollerReport::stale_events_found(std::size_t count) {
    metrics_.add(Count::stale_events, count);
    log_.warn(LogEvent{"stale_events_found"},
              "the feed sent {events} unknown events from below the late window; they were queued",
              "events"_a = count);
}

void PollerReport::page_unordered() {
    log_.warn(
        LogEvent{"page_unordered"},
        "the feed's pages are out of order or repeat events; they are sorted and de-duplicated "
        "(said once)");
}

void PollerReport::format_changed(std::string_view reason) {
    board_.raise(ConditionId::feed_format_changed,
                 fmt::format("every event of the feed's pages is malformed: {}", reason));
    log_.error(LogEvent{"format_changed"},
               "the feed's format has changed: every event of a page is malformed ({reason})",
               "reason"_a = reason);
}

void PollerReport::format_restored() {
    board_.lower(ConditionId::feed_format_changed);
}

void PollerReport::unqueueable(const FailedEvent& event) {
    metrics_.add(Count::unqueueable_events);
    metrics_.add(LabelledCount::failed_events, event.reason);
    log_.warn(LogEvent{"event_unqueueable"},
              "{who} cannot be queued and is set aside as failed: {reason} ({detail})",
              "who"_a = name_of(event), "reason"_a = event.reason, "detail"_a = event.detail);
}

void PollerReport::gap_found(const FeedGap& gap) {
    metrics_.add(Count::feed_gaps);
    if (gap.is_proven) {
        log_.warn(LogEvent{"feed_gap"},
                  "feed gap: the feed has forgotten what was between event {after_event_id} and "
                  "event {before_event_id} before it was read",
                  "after_event_id"_a = gap.after_event_id.value,
                  "before_event_id"_a = gap.before_event_id.value);
    } else {
        log_.warn(LogEvent{"unproven_feed_gap"},
                  "unproven feed gap: the feed may have shown and forgotten events between "
                  "{after_event_id} and {before_event_id} that were not read",
                  "after_event_id"_a = gap.after_event_id.value,
                  "before_event_id"_a = gap.before_event_id.value);
    }
}

void PollerReport::gap_withdrawn(const FeedGap& gap) {
    log_.info(LogEvent{"feed_gap_withdrawn"},
              "the unproven feed gap between event {after_event_id} and event {before_event_id} is "
              "withdrawn",
              "after_event_id"_a = gap.after_event_id.value,
              "before_event_id"_a = gap.before_event_id.value);
}

void PollerReport::oldest_unanswered(const Error& error) {
    log_.warn(LogEvent{"oldest_event_unanswered"},
              "the feed does not say what its oldest event is, so feed gaps cannot be proven; it "
              "is read on, and asked again each minute: {error}",
              "error"_a = error.message);
}

void PollerReport::stray_jump_passed(EventId from, EventId to) {
    log_.warn(LogEvent{"stray_jump_passed"},
              "the feed's ids jump from {from_event_id} to {to_event_id} and go on there; the "
              "cursor follows",
              "from_event_id"_a = from.value, "to_event_id"_a = to.value);
}

void PollerReport::ids_forgotten(std::size_t count) {
    metrics_.add(Count::ids_forgotten, count);
    board_.raise_for(ConditionId::ids_forgotten,
                     "the ids of what will be read again do not fit their memory",
                     kIdsForgottenHolds);
    log_.warn(LogEvent{"ids_forgotten"},
              "ids-forgotten: {ids} ids of what will be read again do not fit the memory for them; "
              "their events are queued again, and nothing is lost",
              "ids"_a = count);
}

void PollerReport::range_unreadable(const IdRange& range, const Error& error) {
    board_.raise_for(
        ConditionId::feed_range_unreadable,
        fmt::format("the feed does not serve what is between event {} and event {}: {}",
                    range.after.value, range.last.value, error.message),
        kRangeUnreadableHolds);
    log_.warn(LogEvent{"feed_range_unreadable"},
              "feed-range-unreadable: the feed does not serve what is between event "
              "{after_event_id} and event {last_event_id}, which may hold late events; it is asked "
              "again later: {error}",
              "after_event_id"_a = range.after.value, "last_event_id"_a = range.last.value,
              "error"_a = error.message);
}

void PollerReport::range_given_up(const IdRange& range) {
    log_.warn(LogEvent{"feed_range_given_up"},
              "the feed has not served what is after event {after_event_id} up to event "
              "{last_event_id} for a day",
              "after_event_id"_a = range.after.value, "last_event_id"_a = range.last.value);
}

void PollerReport::page_too_large(std::uint32_t limit) {
    log_.warn(LogEvent{"feed_page_too_large"},
              "a page of the feed is larger than feed.page_bytes_max; pages are asked for with at "
              "most {limit} events until they fit (said once)",
              "limit"_a = limit);
}

void PollerReport::reading_ahead_refused(const Error& error) {
    log_.warn(LogEvent{"reading_ahead_refused"},
              "the feed refuses to be asked from above its end, so pages are read one after the "
              "other until this worker is started again, whatever feed.parallel_requests says: "
              "{error}",
              "error"_a = error.message);
}

void PollerReport::feed_reset(EventId cursor) {
    board_.raise(ConditionId::feed_reset,
                 fmt::format("the feed has events, but none from the cursor {} on", cursor.value));
    log_.warn(LogEvent{"feed_reset"},
              "the feed has events, but none from the cursor {cursor} on: were its ids reset? "
              "`cursor set` "
              "moves the cursor",
              "cursor"_a = cursor.value);
}

void PollerReport::queue_full(std::uint64_t depth) {
    metrics_.set(Level::queue_full, 1);
    board_.raise(ConditionId::queue_full,
                 fmt::format("the queue holds {} messages, and polling waits for room", depth));
    log_.warn(LogEvent{"queue_full"},
              "the queue holds {depth} messages (queue.depth_max); polling waits for room",
              "depth"_a = depth);
}

void PollerReport::queue_has_room(std::uint64_t depth) {
    metrics_.set(Level::queue_full, 0);
    board_.lower(ConditionId::queue_full);
    log_.info(LogEvent{"queue_has_room"}, "the queue is down to {depth} messages; polling goes on",
              "depth"_a = depth);
}

}  // namespace scan
