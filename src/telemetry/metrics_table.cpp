#include "telemetry/metrics_table.h"

#include <algorithm>
#include <array>

#include "operations/conditions/condition_table.h"

namespace scan {
namespace {

template <class Id>
constexpr MetricRow row(Id id, MetricKind kind, std::string_view name, std::string_view help,
                        std::string_view label = {}) {
    return {kind, static_cast<std::size_t>(id), name, help, label};
}

constexpr MetricRow count(Count id, std::string_view name, std::string_view help) {
    return row(id, MetricKind::count, name, help);
}
constexpr MetricRow count(LabelledCount id, std::string_view name, std::string_view label,
                          std::string_view help) {
    return row(id, MetricKind::labelled_count, name, help, label);
}
constexpr MetricRow level(Level id, std::string_view name, std::string_view help) {
    return row(id, MetricKind::level, name, help);
}
constexpr MetricRow level(LabelledLevel id, std::string_view name, std::string_view label,
                          std::string_view help) {
    return row(id, MetricKind::labelled_level, name, help, label);
}
constexpr MetricRow timing(Timing id, std::string_view name, std::string_view help) {
    return row(id, MetricKind::timing, name, help);
}
constexpr MetricRow size(Size id, std::string_view name, std::string_view help) {
    return row(id, MetricKind::size, name, help);
}

constexpr std::array kRows = {
    count(Count::feed_polls, "scan_feed_polls_total",
          "Successful requests for a page of the feed."),
    count(Count::feed_errors, "scan_poller_errors_total",
          "Failures of feed, queue or store that made the poller wait."),
    count(Count::events_read, "scan_events_read_total",
          "Events in the pages of the feed, known ones included."),
    count(Count::events_queued, "scan_events_queued_total", "Events that the queue accepted."),
    count(Count::messages_sent, "scan_messages_sent_total", "Messages that the queue accepted."),
    count(Count::late_events, "scan_late_events_total",
          "Events that became visible after the cursor had passed them."),
    count(Count::stale_events, "scan_stale_events_total",
          "Unknown events below the cursor that were not owed any more."),
    count(Count::feed_gaps, "scan_feed_gaps_total",
          "Ranges that the feed forgot before they were read."),
    count(Count::ids_forgotten, "scan_ids_forgotten_total",
          "Ids of owed ranges that did not fit their memory; their events are queued again."),
    count(Count::unqueueable_events, "scan_unqueueable_events_total",
          "Events that no queue message can carry, set aside as failed."),
    count(Count::messages_received, "scan_messages_received_total",
          "Messages received from the queue."),
    count(Count::messages_redelivered, "scan_messages_redelivered_total",
          "Of these, received before."),
    count(Count::messages_acknowledged, "scan_messages_acknowledged_total",
          "Messages acknowledged after their commit."),
    count(Count::messages_released, "scan_messages_released_total",
          "Messages given back unfinished at a stop."),
    count(Count::receipts_lapsed, "scan_receipts_lapsed_total",
          "Messages that another receiver got before they were acknowledged."),
    count(Count::events_applied, "scan_events_applied_total",
          "Events applied to the table, repetitions included."),
    count(Count::parcels_written, "scan_parcels_written_total", "Parcel rows written."),
    count(Count::events_failed, "scan_events_failed_total", "Events set aside as failed."),
    count(Count::processor_errors, "scan_processor_errors_total",
          "Failures of queue or store that made a processor wait."),
    count(Count::lease_acquisitions, "scan_lease_acquisitions_total",
          "Times this worker became the poller."),
    count(Count::lease_losses, "scan_lease_losses_total",
          "Times this worker lost the lease while it held it."),
    count(Count::lease_errors, "scan_lease_errors_total", "Failed calls for the lease."),
    count(Count::raw_events_forgotten, "scan_raw_events_forgotten_total",
          "Raw events deleted after store.history_retention."),
    count(Count::failed_events_forgotten, "scan_failed_events_forgotten_total",
          "Resolved failed events deleted after store.history_retention."),
    count(Count::retention_errors, "scan_retention_errors_total",
          "Failures of the store that made the deletion wait."),
    count(Count::jobs_ended, "scan_jobs_done_total", "Jobs that this worker brought to their end."),
    count(Count::jobs_failed, "scan_jobs_failed_total", "Jobs that failed in this worker."),
    count(Count::verify_events, "scan_verify_events_total",
          "Events that finished verifications compared with the table."),
    count(Count::verify_differences, "scan_verify_differences_total",
          "Differences between table and feed that they found."),
    count(Count::verify_parcels_mended, "scan_verify_parcels_mended_total",
          "Parcels that they mended."),
    count(Count::notices_sent, "scan_notices_sent_total",
          "Times notify.command or notify.url was told of a change of the state."),
    count(Count::notice_errors, "scan_notice_errors_total", "Times one of them could not be told."),
    count(LabelledCount::feed_requests, "scan_feed_requests_total", "outcome",
          "Requests for a page of the feed, by how they ended: ok, empty, gone, too_large, "
          "throttled, denied, unusable, unreachable."),
    count(LabelledCount::retries, "scan_retries_total", "cause",
          "Waits after an error of feed, queue or store, by cause: unreachable, throttled, "
          "unusable, denied."),
    count(LabelledCount::failed_events, "scan_failed_events_total", "reason",
          "Events set aside as failed, by reason."),
    level(Level::cursor_event_id, "scan_cursor_event_id",
          "The feed's cursor: every event up to it is queued."),
    level(Level::lease_held, "scan_lease_held", "1 while this worker polls the feed."),
    level(Level::caught_up, "scan_caught_up",
          "1 while the feed has nothing that this worker has not read."),
    level(Level::queue_full, "scan_queue_full", "1 while polling waits for room in the queue."),
    level(Level::lease_epoch, "scan_lease_epoch",
          "The epoch of the lease that this worker holds or held last."),
    level(Level::unpaid_ids, "scan_unpaid_ids",
          "Ids below the cursor that are owed a second reading."),
    level(Level::unpaid_ranges, "scan_unpaid_ranges",
          "Ranges of ids below the cursor that are owed a second reading."),
    level(Level::lag_seconds, "scan_lag_seconds",
          "How far the table is behind the feed. Not a number while nobody knows."),
    level(Level::catch_up_forecast_seconds, "scan_catch_up_forecast_seconds",
          "When what is behind will be done, from now on. Not a number without a forecast."),
    level(Level::paused, "scan_paused", "How much operators have paused: polling, processing."),
    level(Level::verify_unmended, "scan_verify_unmended",
          "Differences of the last verification in this worker that nobody has mended."),
    level(Level::verify_ended_seconds, "scan_verify_last_seconds",
          "When the last verification in this worker ended, in seconds of Unix time; 0: none did."),
    level(LabelledLevel::queue_messages, "scan_queue_messages", "state",
          "Messages in the queue, by state: visible, in_flight, dead. As they were last asked for, "
          "at most some seconds ago."),
    level(LabelledLevel::build_info, "scan_build_info", "version",
          "1, with the version of the program."),
    level(LabelledLevel::condition, kConditionMetric, "id, severity",
          "1 while the condition of this id holds; operating.md has a section for each."),
    level(LabelledLevel::credential_expiry, "scan_credential_expiry_seconds", "credential",
          "When a credential or certificate ends that ends at all, in seconds of Unix time."),
    timing(Timing::feed_poll, "scan_feed_poll_seconds",
           "From asking for a page to having read it."),
    timing(Timing::store_apply, "scan_store_apply_seconds", "One transaction of the store."),
    timing(Timing::event_lateness, "scan_event_lateness_seconds",
           "How long after the cursor a late event became known."),
    timing(Timing::queue_send, "scan_queue_send_seconds",
           "One call that hands messages to the queue."),
    timing(Timing::queue_receive, "scan_queue_receive_seconds",
           "One call that receives messages, its wait for them included."),
    timing(Timing::queue_acknowledge, "scan_queue_acknowledge_seconds",
           "One call that acknowledges messages."),
    timing(Timing::cursor_advance, "scan_cursor_advance_seconds",
           "One transaction that moves the cursor."),
    timing(Timing::lease_renew, "scan_lease_renew_seconds", "One renewal of the lease."),
    size(Size::page_events, "scan_page_events", "Events in one page of the feed."),
    size(Size::batch_events, "scan_batch_events", "Events in one transaction of the store."),
};

// Whether the rows of a kind are those of all its ids, each once, in the order of the ids.
constexpr bool is_complete(MetricKind kind, std::size_t ids) {
    std::size_t next = 0;
    for (const MetricRow& each : kRows) {
        if (each.kind == kind && each.id != next++) return false;
    }
    return next == ids;
}

template <class Id>
constexpr std::size_t ids_of() {
    return static_cast<std::size_t>(Id::count_);
}

static_assert(is_complete(MetricKind::count, ids_of<Count>()));
static_assert(is_complete(MetricKind::labelled_count, ids_of<LabelledCount>()));
static_assert(is_complete(MetricKind::level, ids_of<Level>()));
static_assert(is_complete(MetricKind::labelled_level, ids_of<LabelledLevel>()));
static_assert(is_complete(MetricKind::timing, ids_of<Timing>()));
static_assert(is_complete(MetricKind::size, ids_of<Size>()));

}  // namespace

std::span<const MetricRow> metrics_table() {
    return kRows;
}

}  // namespace scan
