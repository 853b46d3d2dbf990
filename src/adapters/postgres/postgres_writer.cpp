#include "adapters/postgres/postgres_writer.h"

#include <utility>

namespace scan {

std::size_t PostgresWriter::Columns::size() const {
    return parcel_id.size() + event_id.size() + type.size() + created_at.size() +
           status_code.size() + run_id.size() + picked_up_at.size() + picked_up_event_id.size() +
           delivered_at.size() + delivered_event_id.size();
}

PostgresWriter::PostgresWriter(Connection& connection, const SetWriterSettings& settings)
    : SetWriter(connection, settings),
      merge_(connection, "merge_parcels",
             {"parcel_id", "event_id", "type", "created_at", "status_code", "run_id",
              "picked_up_at", "picked_up_event_id", "delivered_at", "delivered_event_id"}) {}

void PostgresWriter::merge_parcels(std::span<const ParcelSummary> deltas) {
    for (const ParcelSummary& delta : deltas) {
        add(delta);
        if (is_full(columns_.size())) merge_columns();
    }
    if (columns_.size() > 0) merge_columns();
}

void PostgresWriter::add(const ParcelSummary& delta) {
    const LatestScan& latest = delta.latest;
    columns_.parcel_id.add(delta.parcel_id.value);
    columns_.event_id.add(latest.event_id.value);
    columns_.type.add(latest.type);
    columns_.created_at.add(text_of(latest.created_at));
    columns_.status_code.add(latest.status_code);
    columns_.run_id.add(latest.run_id);
    add(delta.picked_up, columns_.picked_up_at, columns_.picked_up_event_id);
    add(delta.delivered, columns_.delivered_at, columns_.delivered_event_id);
}

void PostgresWriter::add(const std::optional<Milestone>& milestone, ArrayLiteral& at,
                         ArrayLiteral& event_id) {
    if (milestone) {
        at.add(text_of(milestone->at));
        event_id.add(milestone->event_id.value);
    } else {
        at.add_null();
        event_id.add_null();
    }
}

// The columns are taken before anything is run: what a statement that fails leaves behind must not
// be merged with the next batch.
void PostgresWriter::merge_columns() {
    Columns columns = std::exchange(columns_, {});
    merge_.run(columns.parcel_id.take(), columns.event_id.take(), columns.type.take(),
               columns.created_at.take(), columns.status_code.take(), columns.run_id.take(),
               columns.picked_up_at.take(), columns.picked_up_event_id.take(),
               columns.delivered_at.take(), columns.delivered_event_id.take());
}

}  // namespace scan
