#include "adapters/sql/sql_parcel_store.h"

#include "adapters/sql/format/id_list.h"

namespace scan {

SqlParcelStore::SqlParcelStore(const Database& database, SchemaGuard& schema)
    : connection_(database, schema, Role::apply, database.shared.store.get()),
      writer_(database.dialect.batch_writers().make(*connection_)),
      ping_(*connection_, "ping_store", {}),
      has_open_failures_(*connection_, "has_open_failed_events", {"lowest", "highest"}),
      resolve_(*connection_, "resolve_failed_events", {"event_ids", "now"}),
      find_(*connection_, "find_parcel", {"parcel_id"}) {}

Result<> SqlParcelStore::ping() {
    // A transaction, because a store that can be read and not written is no use to an apply.
    return connection_->write(Intent::relaxed, [this] { ping_.first(); });
}

Result<> SqlParcelStore::apply(const StoreBatch& batch) {
    const std::string now = connection_->clock().utc_now().to_string();
    // Durable, because the messages are acknowledged next.
    return connection_->write(Intent::durable, [&] {
        writer_->merge_parcels(batch.parcels);
        writer_->record_failed(batch.failed, now);
        resolve(batch.applied, now);
        writer_->keep_history(batch.history, now);
    });
}

void SqlParcelStore::resolve(const std::vector<EventId>& applied, std::string_view now) {
    if (applied.empty()) return;
    // Nearly always no, and then the ids need not be sent.
    const auto has_open = has_open_failures_.first(applied.front(), applied.back());
    if (!has_open.value_or(false)) return;
    resolve_.run(id_list(applied, [](EventId id) { return id.value; }), now);
}

Result<std::optional<ParcelSummary>> SqlParcelStore::find(ParcelId parcel_id) {
    return connection_->read([&] { return find_.first(parcel_id).transform(summary_of); });
}

}  // namespace scan
