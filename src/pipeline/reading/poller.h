#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/backoff.h"
#include "base/stage.h"
#include "base/wait_after_error.h"
#include "pipeline/lease/held_lease.h"
#include "pipeline/ports/poller_observer.h"
#include "pipeline/reading/back_pressure.h"
#include "pipeline/reading/event_reader.h"
#include "pipeline/reading/outbox.h"

namespace scan {

struct PollerSettings {
    EventId first_event_id{1};  // of a new store
    std::uint32_t page_limit = 1000;
    Duration poll_interval = std::chrono::seconds(5);
    Duration retry_delay_max = std::chrono::seconds(30);
    Duration late_window = std::chrono::seconds(60);  // zero: nothing is read again
    Duration late_scan_interval = std::chrono::seconds(15);
    DebtBounds debt_bounds = {};
    MessageLimits message;
    std::function<MessageForm()> form = {};  // see ReaderSettings
    BackPressureSettings back_pressure;
    LaneSettings lanes = {};
};

// Brings what the reader reads into the queue, and only then moves the cursor. Works only while the lease is held; what it had in hand
// when the lease went is dropped, because the next holder reads it again.
class Poller final : public Stage {
public:
    Poller(Feed& feed, EventQueue& queue, CursorStore& cursors, HeldLease& lease, Clock& clock,
           PollerObserver& observer, const PollerSettings& settings, Random random);

    Next step(const StopPhases& stop) override;

    // What its lanes read; of this poller alone.
    PagesAhead& ahead() { return reader_.ahead(); }

private:
    Next stand_by();
    void adopt(const Tenure& tenure);
    void drop_page();

    Next read_on(const StopPhases& stop);
    Next poll(const StopPhases& stop);
    Next read_owed(const StopPhases& stop);
    Result<> check_depth();
    void load(ReadPage page);

    Next send();
    Next move_cursor();
    bool may_wait(const CursorAdvance& advance) const;
    Next save_cursor();
    Next read_saved();
    void complete();

    Next feed_failed(const Error& error);
    Next downstream_failed(const Error& error);
    Next wait_after(const Error& error, WaitAfterError& outage);
    void succeeded(WaitAfterError& outage);
    void report(std::string feed_state);

    EventQueue& queue_;
    CursorStore& cursors_;
    HeldLease& lease_;
    Clock& clock_;
    PollerObserver& observer_;
    PollerSettings settings_;
    WaitAfterError feed_outage_;
    WaitAfterError downstream_outage_;  // of the queue or the store
    Backoff standby_backoff_;
    EventReader reader_;
    BackPressure back_pressure_;

    std::optional<LeaseEpoch> epoch_;
    Cursor saved_;                // as the store has it
    bool is_saved_known_ = true;  // no call that was to move it is without an answer
    Instant saved_at_{};
    std::optional<CursorAdvance>
        unsaved_;  // where the cursor will stand; all of it is in the queue
    std::size_t unsaved_pages_ = 0;
    std::optional<ReadPage> page_;
    Outbox outbox_;
    EventId settled_to_;        // what may be called settled once the queue is empty
    EventId settled_if_empty_;  // that, at the first of the estimates below
    int empty_depths_ = 0;
    std::optional<UtcTime> caught_up_at_;
};

}  // namespace scan
