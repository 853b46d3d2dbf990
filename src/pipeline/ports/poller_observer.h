#pragma once

#include <cstddef>
#include <string_view>

#include "base/error.h"
#include "domain/ids.h"
#include "pipeline/cursor_store.h"

namespace scan {

// What the poller tells: one call says that a thing happened; the implementation counts and logs. Called on the poller's thread.
class PollerObserver {
public:
    virtual ~PollerObserver() = default;

    virtual void resuming(EventId from) = 0;
    virtual void polled(std::size_t events, std::size_t unknown, Duration took) = 0;
    virtual void sent(std::size_t messages, std::size_t events) = 0;
    virtual void cursor_moved(EventId last_event_id) = 0;
    // Feed, queue or store failed; the poller backs off.
    virtual void waiting_after(const Error& error, Duration delay) = 0;
    virtual void recovered() = 0;  // the first success after `waiting_after`
    virtual void late_events_found(std::size_t count, Duration lateness_max) = 0;
    virtual void stale_events_found(std::size_t count) = 0;
    virtual void page_unordered() = 0;  // a page was out of order or repeated events
    // A large page of events that are all malformed alike.
    virtual void format_changed(std::string_view reason) = 0;
    virtual void unqueueable(const FailedEvent& event) = 0;
    virtual void gap_found(const FeedGap& gap) = 0;
    // The feed has events, but none from the cursor on.
    virtual void feed_reset(EventId cursor) = 0;
    virtual void queue_full(std::uint64_t depth) = 0;
    virtual void queue_has_room(std::uint64_t depth) = 0;
};

}  // namespace scan
