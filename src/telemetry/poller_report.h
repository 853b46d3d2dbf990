#pragma once

#include "operations/telling/worker_board.h"
#include "pipeline/ports/poller_observer.h"
#include "telemetry/metrics.h"
#include "telemetry/outage_report.h"

namespace scan {

// Counts, logs and puts on the board what the poller tells.
class PollerReport final : public PollerObserver {
public:
    PollerReport(Log& log, Metrics& metrics, WorkerBoard& board, Clock& clock)
        : log_(log), metrics_(metrics), board_(board), outage_("poller", log, clock) {}

    void resuming(EventId from) override;
    void polled(std::size_t events, std::size_t unknown, Duration took) override;
    void read_up_to(UtcTime newest_event_at) override;
    void sent(std::size_t messages, std::size_t events) override;
    void cursor_moved(EventId last_event_id) override;
    void waiting_after(const Error& error, Duration delay) override;
    void recovered() override;
    void late_events_found(std::size_t count, Duration lateness_max) override;
    void stale_events_found(std::size_t count) override;
    void page_unordered() override;
    void format_changed(std::string_view reason) override;
    void format_restored() override;
    void unqueueable(const FailedEvent& event) override;
    void gap_found(const FeedGap& gap) override;
    void gap_withdrawn(const FeedGap& gap) override;
    void oldest_unanswered(const Error& error) override;
    void stray_jump_passed(EventId from, EventId to) override;
    void ids_forgotten(std::size_t count) override;
    void range_unreadable(const IdRange& range, const Error& error) override;
    void range_given_up(const IdRange& range) override;
    void page_too_large(std::uint32_t limit) override;
    void reading_ahead_refused(const Error& error) override;
    void feed_reset(EventId cursor) override;
    void queue_full(std::uint64_t depth) override;
    void queue_has_room(std::uint64_t depth) override;

private:
    Log& log_;
    Metrics& metrics_;
    WorkerBoard& board_;
    OutageReport outage_;
};

}  // namespace scan
