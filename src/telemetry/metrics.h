#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "base/mutex.h"

namespace prometheus {
class Gauge;
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
    ids_forgotten,
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
    jobs_ended,
    jobs_failed,
    verify_events,
    verify_differences,
    verify_parcels_mended,
    notices_sent,
    notice_errors,
    count_,
};

enum class Level {
    cursor_event_id,
    lease_held,
    caught_up,
    queue_full,
    lease_epoch,
    unpaid_ids,
    unpaid_ranges,
    lag_seconds,
    catch_up_forecast_seconds,
    paused,
    verify_unmended,
    verify_ended_seconds,
    count_,
};

enum class Timing {
    feed_poll,
    store_apply,
    event_lateness,
    queue_send,
    queue_receive,
    queue_acknowledge,
    cursor_advance,
    lease_renew,
    count_,
};

enum class Size { page_events, batch_events, count_ };

// Those with one label, whose values are words of the code.
enum class LabelledCount { feed_requests, retries, failed_events, count_ };
enum class LabelledLevel { queue_messages, build_info, condition, credential_expiry, count_ };

// A row of the table of conditions that holds, and its severity.
struct HeldCondition {
    std::string_view id;
    std::string_view severity;
};

// What the worker counts, in the exposition format of Prometheus. One table (metrics_table.h) names everything. Any thread.
class Metrics {
public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    void add(Count count, std::size_t by = 1);
    // The label's value becomes "other" if there are very many.
    void add(LabelledCount count, std::string_view label_value, std::size_t by = 1);
    void set(Level level, double value);
    void set(LabelledLevel level, std::string_view label_value, double value);
    // 1 for these, and 0 for all that held before.
    void set_conditions(std::span<const HeldCondition> held);
    void observe(Timing timing, double seconds);
    void observe(Size size, std::size_t events);

    std::size_t value(Count count) const;
    double value(Level level) const;

    // The text that a Prometheus server scrapes, with the metrics of the process.
    std::string exposition() const;

private:
    struct Parts;

    std::string known_value(std::string_view metric, std::string_view value);

    std::unique_ptr<Parts> parts_;
    Mutex mutex_;
    std::map<std::string_view, std::set<std::string, std::less<>>> label_values_ GUARDED_BY(mutex_);
    std::set<prometheus::Gauge*> conditions_ GUARDED_BY(mutex_);  // that hold or held
};

}  // namespace scan
