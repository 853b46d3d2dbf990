#pragma once

#include <span>
#include <string>
#include <vector>

#include "pipeline/event_page/event_page_decoder.h"
#include "pipeline/ports/event_queue.h"
#include "pipeline/ports/parcel_store.h"
#include "pipeline/processing/bisection.h"

namespace scan {

// Deliveries that are applied together: their receipts, their decoded events, and how far applying them has come.
//
//     add … add, restart ──▶ next ──▶ the store takes it: accepted ──▶ next … nullptr: every receipt may be acknowledged
//                             ▲  └──▶ it refuses it: rejected ──▶ halved; an event refused alone is a culprit
//                             └────── it cannot be reached: nothing is told, `next` is the same
//
// What `next` gives is one transaction of the store. Parts that were accepted are not given again, although that would be harmless; the
// culprits are recorded last, in a transaction of their own, so that they never stand in the way of their neighbours. Failed events are
// evidence against events only if the same table took others: as long as it took none, the store itself is suspected (a column that
// is too narrow, a trigger), and after more than 50 culprits nothing is set aside any more: docs/adr/0003-an-outage-is-not-poison.md.
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
    // REQUIRES: `next` gave something.
    void accepted();
    // The store rejected what `next` gave. Narrows it down; a culprit becomes a failed event of its own, applied at the end. Says whom
    // to suspect.
    // REQUIRES: not only culprits are left.
    enum class Suspect {
        event,
        store_so_far,  // told after each 50 culprits while the store has taken no event of the batch; going on is right
        store,  // it has taken none of more than 50; the batch has begun anew
    };
    [[nodiscard]] Suspect rejected(const Error& error);

    // What `next` gave did not come through in time, perhaps because it is too much: half of it is next, down to a size that any store
    // must be able to apply.
    void try_less();

    // How many events the store rejected one by one; copies of an event count once.
    std::size_t culprits() const { return culprits_.size(); }
    // Whether what `next` gave holds failed events only, so that a rejection is no event's fault.
    bool only_culprits_left() const { return !bisection_.next(); }

    std::size_t events() const { return items_.size(); }
    // Of text, a compressed page's own.
    std::size_t bytes() const { return bytes_; }
    bool empty() const { return receipts_.empty(); }
    std::vector<Receipt>& receipts() { return receipts_; }

private:
    std::optional<StoreBatch> make_next() const;
    Suspect suspect_store();

    bool keep_history_;
    std::vector<Receipt> receipts_;
    std::vector<EventPage> pages_;  // own what items_ points to
    std::vector<const PageEvent*> items_;
    std::size_t bytes_ = 0;
    Bisection bisection_;
    std::vector<FailedEvent> culprits_;
    bool culprits_applied_ = false;
    std::size_t culprits_at_suspicion_ = 0;
    bool was_store_suspected_ = false;
    bool has_store_taken_events_ = false;
    std::optional<StoreBatch> todo_;  // folded once, however often it is tried
};

}  // namespace scan
