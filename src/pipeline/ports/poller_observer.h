#pragma once

#include <cstddef>
#include <string_view>

#include "base/error.h"
#include "domain/ids.h"
#include "pipeline/ports/cursor_store.h"

namespace scan {

// What the poller tells: one call says that a thing happened; the implementation counts and logs. Called on the poller's thread.
class PollerObserver {
public:
    virtual ~PollerObserver() = default;

    virtual void resuming(EventId from) = 0;
    virtual void polled(std::size_t events, std::size_t unknown, Duration took) = 0;
    // The event time of the newest event of a page that was just polled.
    virtual void read_up_to(UtcTime /*newest_event_at*/) {}
    virtual void sent(std::size_t messages, std::size_t events) = 0;
    virtual void cursor_moved(EventId last_event_id) = 0;
    // Feed, queue or store failed; the poller backs off.
    virtual void waiting_after(const Error& error, Duration delay) = 0;
    virtual void recovered() = 0;  // the first success after `waiting_after`
    virtual void late_events_found(std::size_t count, Duration lateness_max) = 0;
    // Below the cursor, and not owed any more.
    virtual void stale_events_found(std::size_t count) = 0;
    virtual void page_unordered() = 0;  // a page was out of order or repeated events
    // A large page of events that are all malformed alike.
    virtual void format_changed(std::string_view reason) = 0;
    // After that, a page with an event that can be read.
    virtual void format_restored() {}
    virtual void unqueueable(const FailedEvent& event) = 0;
    virtual void gap_found(const FeedGap& gap) = 0;
    virtual void gap_withdrawn(const FeedGap& gap) = 0;
    // The feed does not say what its oldest event is; it is read on all the same.
    virtual void oldest_unanswered(const Error& error) = 0;
    // The ids really go on far above all others.
    virtual void stray_jump_passed(EventId from, EventId to) = 0;
    // Too many forwarded ids to remember: events of owed ranges will be forwarded again.
    virtual void ids_forgotten(std::size_t count) = 0;
    // A page below the cursor cannot be read, but others can. The range stays owed.
    virtual void range_unreadable(const IdRange& range, const Error& error) = 0;
    // It could not for a day: an unproven gap tells of it.
    virtual void range_given_up(const IdRange& range) = 0;
    // The feed's pages are larger than feed.page_bytes_max; fewer events are asked for.
    virtual void page_too_large(std::uint32_t limit) = 0;
    // The feed refuses to be asked from above its end, so this process reads nothing ahead any more.
    virtual void reading_ahead_refused(const Error& error) = 0;
    // The feed has events, but none from the cursor on.
    virtual void feed_reset(EventId cursor) = 0;
    virtual void queue_full(std::uint64_t depth) = 0;
    virtual void queue_has_room(std::uint64_t depth) = 0;
};

}  // namespace scan
