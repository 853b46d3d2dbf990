#include "app/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <utility>

namespace scan {
namespace {

template <class Id>
struct Row {
    Id id;
    const char* name;
    const char* help;
};

constexpr Row<Count> kCounts[] = {
    {Count::feed_polls, "scan_feed_polls_total", "Successful requests for a page of the feed."},
    {Count::feed_errors, "scan_poller_errors_total",
     "Failures of feed, queue or store that made the poller wait."},
    {Count::events_read, "scan_events_read_total",
     "Events in the pages of the feed, known ones included."},
    {Count::events_queued, "scan_events_queued_total", "Events that the queue accepted."},
    {Count::messages_sent, "scan_messages_sent_total", "Messages that the queue accepted."},
    {Count::late_events, "scan_late_events_total",
     "Events that became visible after the cursor had passed them."},
    {Count::stale_events, "scan_stale_events_total", "Unknown events from below the late window."},
    {Count::feed_gaps, "scan_feed_gaps_total",
     "Ranges that the feed forgot before they were read."},
    {Count::unqueueable_events, "scan_unqueueable_events_total",
     "Events that no queue message can carry, set aside as failed."},
    {Count::messages_received, "scan_messages_received_total", "Messages received from the queue."},
    {Count::messages_redelivered, "scan_messages_redelivered_total", "Of these, received before."},
    {Count::messages_acknowledged, "scan_messages_acknowledged_total",
     "Messages acknowledged after their commit."},
    {Count::messages_released, "scan_messages_released_total",
     "Messages given back unfinished at a stop."},
    {Count::receipts_lapsed, "scan_receipts_lapsed_total",
     "Messages that another receiver got before they were acknowledged."},
    {Count::events_applied, "scan_events_applied_total",
     "Events applied to the table, repetitions included."},
    {Count::parcels_written, "scan_parcels_written_total", "Parcel rows written."},
    {Count::events_failed, "scan_events_failed_total", "Events set aside as failed."},
    {Count::processor_errors, "scan_processor_errors_total",
     "Failures of queue or store that made a processor wait."},
    {Count::lease_acquisitions, "scan_lease_acquisitions_total",
     "Times this worker became the poller."},
    {Count::lease_losses, "scan_lease_losses_total",
     "Times this worker lost the lease while it held it."},
    {Count::lease_errors, "scan_lease_errors_total", "Failed calls for the lease."},
    {Count::raw_events_forgotten, "scan_raw_events_forgotten_total",
     "Raw events deleted after store.history_retention."},
    {Count::failed_events_forgotten, "scan_failed_events_forgotten_total",
     "Resolved failed events deleted after store.history_retention."},
    {Count::retention_errors, "scan_retention_errors_total",
     "Failures of the store that made the deletion wait."},
};

constexpr Row<Level> kLevels[] = {
    {Level::cursor_event_id, "scan_cursor_event_id",
     "The feed's cursor: every event up to it is queued."},
    {Level::lease_held, "scan_lease_held", "1 while this worker polls the feed."},
    {Level::caught_up, "scan_caught_up",
     "1 while the feed has nothing that this worker has not read."},
    {Level::queue_full, "scan_queue_full", "1 while polling waits for room in the queue."},
};

constexpr Row<Timing> kTimings[] = {
    {Timing::feed_poll, "scan_feed_poll_seconds", "From asking for a page to having read it."},
    {Timing::store_apply, "scan_store_apply_seconds", "One transaction of the store."},
    {Timing::event_lateness, "scan_event_lateness_seconds",
     "How long after the cursor a late event became known."},
};

template <class Id>
constexpr std::size_t index(Id id) {
    return static_cast<std::size_t>(id);
}

static_assert(std::size(kCounts) == index(Count::count_));
static_assert(std::size(kLevels) == index(Level::count_));
static_assert(std::size(kTimings) == index(Timing::count_));

const prometheus::Histogram::BucketBoundaries& seconds_buckets() {
    static const prometheus::Histogram::BucketBoundaries kBuckets{
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60};
    return kBuckets;
}

}  // namespace

Metrics::Metrics() : registry_(std::make_unique<prometheus::Registry>()) {
    for (const auto& row : kCounts) {
        counts_[index(row.id)] =
            &prometheus::BuildCounter().Name(row.name).Help(row.help).Register(*registry_).Add({});
    }
    for (const auto& row : kLevels) {
        levels_[index(row.id)] =
            &prometheus::BuildGauge().Name(row.name).Help(row.help).Register(*registry_).Add({});
    }
    for (const auto& row : kTimings) {
        timings_[index(row.id)] = &prometheus::BuildHistogram()
                                       .Name(row.name)
                                       .Help(row.help)
                                       .Register(*registry_)
                                       .Add({}, seconds_buckets());
    }
}

Metrics::~Metrics() = default;

void Metrics::add(Count count, std::size_t by) {
    counts_[index(count)]->Increment(static_cast<double>(by));
}

void Metrics::set(Level level, double value) {
    levels_[index(level)]->Set(value);
}

void Metrics::observe(Timing timing, double seconds) {
    timings_[index(timing)]->Observe(seconds);
}

std::size_t Metrics::value(Count count) const {
    return static_cast<std::size_t>(counts_[index(count)]->Value());
}

double Metrics::value(Level level) const {
    return levels_[index(level)]->Value();
}

std::string Metrics::exposition() const {
    return prometheus::TextSerializer().Serialize(registry_->Collect());
}

}  // namespace scan
