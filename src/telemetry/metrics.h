#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
class Registry;
}  // namespace prometheus

namespace scan {

enum class Count {
    feed_polls,
    feed_errors,
    events_read,
    events_queued,
    messages_sent,
    late_events,
    stale_events,
    feed_gaps,
    unqueueable_events,
    messages_received,
    messages_redelivered,
    messages_acknowledged,
    messages_released,
    receipts_lapsed,
    events_applied,
    parcels_written,
    events_failed,
    processor_errors,
    lease_acquisitions,
    lease_losses,
    lease_errors,
    raw_events_forgotten,
    failed_events_forgotten,
    retention_errors,
    count_,
};

enum class Level { cursor_event_id, lease_held, caught_up, queue_full, count_ };

enum class Timing { feed_poll, store_apply, event_lateness, count_ };

// What the worker counts, in the exposition format of Prometheus. One table in metrics.cpp names everything. Any thread.
class Metrics {
public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    void add(Count count, std::size_t by = 1);
    void set(Level level, double value);
    void observe(Timing timing, double seconds);

    std::size_t value(Count count) const;
    double value(Level level) const;

    // The text that a Prometheus server scrapes.
    std::string exposition() const;

private:
    std::unique_ptr<prometheus::Registry> registry_;
    // The registry owns what these point to.
    std::array<prometheus::Counter*, static_cast<std::size_t>(Count::count_)> counts_{};
    std::array<prometheus::Gauge*, static_cast<std::size_t>(Level::count_)> levels_{};
    std::array<prometheus::Histogram*, static_cast<std::size_t>(Timing::count_)> timings_{};
};

}  // namespace scan
