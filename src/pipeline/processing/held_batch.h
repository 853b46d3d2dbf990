#pragma once

#include <span>
#include <string>
#include <vector>

#include "pipeline/bisection.h"
#include "pipeline/event_page.h"
#include "pipeline/event_queue.h"
#include "pipeline/parcel_store.h"

namespace scan {

// Deliveries that are applied together: their receipts, their decoded events, and how far applying them has come.
class HeldBatch {
public:
    // With `keep_history`, every raw event is part of what is applied.
    explicit HeldBatch(bool keep_history = false) : keep_history_(keep_history) {}

    // Takes the delivery's events in; a body that is no page is one malformed event.
    void add(const Delivery& delivery, EventPageDecoder& decoder);

    // To be called once after the last `add`, and again to start anew.
    void restart();
    // The same, with each event tried by itself.
    void restart_one_by_one();

    // What to apply next, the same until `accepted`, `rejected` or `try_less` is told; nullptr: nothing is left.
    const StoreBatch* next();
    void accepted();
    // The store rejected what `next` gave. Narrows it down; a culprit becomes a failed event of its own, applied at the end.
    void rejected(const Error& error);

    // What `next` gave did not come through in time, perhaps because it is too much: half of it is next, down to a size that any store
    // must be able to apply.
    void try_less();

    // How many events the store rejected one by one; copies of an event count once.
    std::size_t culprits() const { return culprits_.size(); }
    // Whether what `next` gave holds failed events only, so that a rejection is no event's fault.
    bool only_culprits_left() const { return !bisection_.next(); }

    std::size_t events() const { return items_.size(); }
    bool empty() const { return receipts_.empty(); }
    std::vector<Receipt>& receipts() { return receipts_; }

private:
    std::optional<StoreBatch> make_next() const;

    bool keep_history_;
    std::vector<Receipt> receipts_;
    std::vector<EventPage> pages_;  // own what items_ points to
    std::vector<const PageEvent*> items_;
    Bisection bisection_;
    std::vector<FailedEvent> culprits_;
    bool culprits_applied_ = false;
    std::optional<StoreBatch> todo_;  // folded once, however often it is tried
};

// A malformed event as the failed event that it becomes.
FailedEvent failed_event_of(const PageEvent& event);

}  // namespace scan
