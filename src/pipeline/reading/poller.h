#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/backoff.h"
#include "pipeline/back_pressure.h"
#include "pipeline/feed_reader.h"
#include "pipeline/gap_probe.h"
#include "pipeline/held_lease.h"
#include "pipeline/late_scan.h"
#include "pipeline/message_packing.h"
#include "pipeline/outbox.h"
#include "pipeline/page_intake.h"
#include "pipeline/poll_pace.h"
#include "pipeline/poller_observer.h"
#include "pipeline/stage.h"

namespace scan {

struct PollerSettings {
    std::uint32_t page_limit = 1000;
    Duration poll_interval = std::chrono::seconds(5);
    Duration retry_delay_max = std::chrono::seconds(30);
    Duration late_window = std::chrono::seconds(60);  // zero: no late scan
    Duration late_scan_interval = std::chrono::seconds(15);
    MessageLimits message;
    BackPressureSettings back_pressure;
};

// Asks the feed from the cursor on, puts what is new into the queue, and only then moves the cursor. At the head of the feed it reads
// the late window again at intervals. Works only while the lease is held; what it had in hand when the lease went is dropped, because
// the next holder reads it again.
class Poller final : public Stage {
public:
    Poller(Feed& feed, EventQueue& queue, CursorStore& cursors, HeldLease& lease, Clock& clock,
           PollerObserver& observer, PollerSettings settings, Random random);

    Next step(const StopPhases& stop) override;

private:
    // What one page brought, on its way: first into the queue, then the cursor moves, then it counts as known.
    struct Work {
        std::vector<EventId> fresh;
        std::vector<EventId> late;
        std::vector<std::string> once;
        CursorAdvance advance;
        std::size_t events = 0;
        bool is_scan = false;
        std::optional<EventId> scanned_to;
    };

    Next stand_by();
    void adopt(const Tenure& tenure);

    Next poll(const StopPhases& stop);
    Next scan(const StopPhases& stop);
    void end_scanned_page(std::optional<EventId> highest);
    Result<> check_depth();
    void note_page(const EventPage& page, const PageIntake& intake, Duration took);
    void load(const PageIntake& intake, std::optional<FeedGap> gap);
    void count_poll(bool brought_unknown);
    bool scan_is_due() const;

    Next send();
    Next move_cursor();
    void complete();

    Next feed_failed(const Error& error);
    Next downstream_failed(const Error& error);
    Next wait_after(const Error& error, Backoff& backoff);
    void succeeded(Backoff& backoff);
    void report(std::string feed_state);

    EventQueue& queue_;
    CursorStore& cursors_;
    HeldLease& lease_;
    Clock& clock_;
    PollerObserver& observer_;
    PollerSettings settings_;
    Backoff feed_backoff_;
    Backoff downstream_backoff_;
    Backoff standby_backoff_;
    FeedReader reader_;
    GapProbe probe_;
    BackPressure back_pressure_;
    SeenTexts seen_;

    std::optional<LeaseEpoch> epoch_;
    EventId cursor_;
    EventId settled_;
    bool cursor_is_new_ = false;
    LateWindow window_;
    LateScan scan_;
    std::optional<Work> work_;
    Outbox outbox_;

    PollPace pace_;
    Instant next_poll_{};
    // The last page brought nothing unknown, or was shorter than the feed's pages can be.
    bool at_head_ = false;
    std::size_t longest_page_ = 0;
    bool polled_last_ = false;  // and not the late scan
    int idle_polls_ = 0;
    int empty_depths_ = 0;
    std::optional<UtcTime> caught_up_at_;
    bool is_waiting_ = false;
    bool told_unordered_ = false;
    bool told_format_ = false;
};

}  // namespace scan
