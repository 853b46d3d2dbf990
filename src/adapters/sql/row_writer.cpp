#include "adapters/sql/row_writer.h"

#include "adapters/sql/format/stored_text.h"
#include "base/hash.h"

namespace scan {
namespace {

std::optional<UtcTime> time_of(const std::optional<Milestone>& milestone) {
    return milestone.transform([](const Milestone& known) { return known.at; });
}

std::optional<EventId> event_of(const std::optional<Milestone>& milestone) {
    return milestone.transform([](const Milestone& known) { return known.event_id; });
}

}  // namespace

RowWriter::RowWriter(Connection& connection)
    : parcel_(connection, "merge_parcel",
              {"parcel_id", "latest_event_id", "latest_type", "latest_created_at",
               "latest_status_code", "latest_run_id", "picked_up_at", "picked_up_event_id",
               "delivered_at", "delivered_event_id"}),
      failed_(connection, "record_failed_event",
              {"event_id", "parcel_id", "reason", "detail", "body", "body_hash", "now"}),
      history_(
          connection, "keep_scan_event",
          {"event_id", "parcel_id", "type", "created_at", "status_code", "run_id", "body", "now"}),
      message_(connection, "put_message", {"queue"}),
      message_body_(connection, "put_message_body", {"body"}),
      remove_(connection, "remove_message", {"queue", "message_id", "receive_count"}),
      remove_body_(connection, "remove_message_body", {"message_id"}),
      hide_(connection, "hide_message", {"queue", "message_id", "receive_count", "visibility_ns"}) {
}

void RowWriter::merge_parcels(std::span<const ParcelSummary> deltas) {
    for (const ParcelSummary& delta : deltas) {
        const LatestScan& latest = delta.latest;
        parcel_.run(delta.parcel_id, latest.event_id, latest.type, latest.created_at,
                    latest.status_code, latest.run_id, time_of(delta.picked_up),
                    event_of(delta.picked_up), time_of(delta.delivered), event_of(delta.delivered));
    }
}

void RowWriter::record_failed(std::span<const FailedEvent> events, std::string_view now) {
    for (const FailedEvent& event : events) {
        failed_.run(event.event_id, event.parcel_id, event.reason, stored_text(event.detail),
                    stored_text(event.body), sha256_hex(event.body), now);
    }
}

void RowWriter::keep_history(std::span<const RawEvent> events, std::string_view now) {
    for (const RawEvent& raw : events) {
        const ScanEvent& event = raw.event;
        history_.run(event.event_id, event.parcel_id, event.type, event.created_at,
                     event.status_code, event.run_id, stored_text(raw.text), now);
    }
}

void RowWriter::put_messages(std::string_view queue, std::span<const std::string> bodies) {
    for (const std::string& body : bodies) {
        message_.run(queue);
        message_body_.run(body);
    }
}

std::vector<bool> RowWriter::remove_messages(std::string_view queue,
                                             std::span<const MessageReceipt> receipts) {
    std::vector<bool> removed;
    for (const MessageReceipt& receipt : receipts) {
        removed.push_back(remove_.run(queue, receipt.id, receipt.receive_count) == 1);
        if (removed.back()) remove_body_.run(receipt.id);
    }
    return removed;
}

std::vector<bool> RowWriter::hide_messages(std::string_view queue,
                                           std::span<const MessageReceipt> receipts,
                                           Duration visibility_timeout) {
    std::vector<bool> hidden;
    for (const MessageReceipt& receipt : receipts) {
        hidden.push_back(
            hide_.run(queue, receipt.id, receipt.receive_count, visibility_timeout.count()) == 1);
    }
    return hidden;
}

}  // namespace scan
