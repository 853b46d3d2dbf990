#pragma once

#include "app/metrics.h"
#include "app/outage_report.h"
#include "pipeline/poller_observer.h"

namespace scan {

// Counts and logs what the poller tells.
class PollerReport final : public PollerObserver {
public:
    PollerReport(Log& log, Metrics& metrics, Clock& clock)
        : log_(log), metrics_(metrics), outage_("poller", log, clock) {}

    void resuming(EventId from) override;
    void polled(std::size_t events, std::size_t unknown, Duration took) override;
    void sent(std::size_t messages, std::size_t events) override;
    void cursor_moved(EventId last_event_id) override;
    void waiting_after(const Error& error, Duration delay) override;
    void recovered() override;
    void late_events_found(std::size_t count, Duration lateness_max) override;
    void stale_events_found(std::size_t count) override;
    void page_unordered() override;
    void format_changed(std::string_view reason) override;
    void unqueueable(const FailedEvent& event) override;
    void gap_found(const FeedGap& gap) override;
    void feed_reset(EventId cursor) override;
    void queue_full(std::uint64_t depth) override;
    void queue_has_room(std::uint64_t depth) override;

private:
    Log& log_;
    Metrics& metrics_;
    OutageReport outage_;
};

}  // namespace scan
