#include "adapters/sql/sql_parcel_store.h"

#include "adapters/sql/id_list.h"
#include "adapters/sql/stored_time.h"

namespace scan {
namespace {

std::optional<Milestone> milestone(const std::optional<std::string>& at,
                                   std::optional<std::int64_t> event_id) {
    if (!at) return std::nullopt;
    return Milestone{.event_id = EventId{event_id.value_or(0)}, .at = stored_time(*at)};
}

}  // namespace

SqlParcelStore::SqlParcelStore(const Database& database, SchemaGuard& schema)
    : connection_(database, schema, Role::apply),
      writer_(database.dialect.batch_writers().make(connection_)),
      ping_(connection_, "ping_store", {}),
      has_open_failures_(connection_, "has_open_failed_events", {"lowest", "highest"}),
      resolve_(connection_, "resolve_failed_events", {"event_ids", "now"}),
      find_(connection_, "find_parcel", {"parcel_id"}) {}

Result<> SqlParcelStore::ping() {
    // A transaction, because a store that can be read and not written is no use to an apply.
    return connection_.write(Intent::relaxed, [this] { ping_.first(); });
}

Result<> SqlParcelStore::apply(const StoreBatch& batch) {
    const std::string now = connection_.clock().utc_now().to_string();
    // Durable, because the messages are acknowledged next.
    return connection_.write(Intent::durable, [&] {
        writer_->merge_parcels(batch.parcels);
        writer_->record_failed(batch.failed, now);
        resolve(batch.applied, now);
        writer_->keep_history(batch.history, now);
    });
}

void SqlParcelStore::resolve(const std::vector<EventId>& applied, std::string_view now) {
    if (applied.empty()) return;
    // Nearly always no, and then the ids need not be sent.
    const auto has_open = has_open_failures_.first(applied.front().value, applied.back().value);
    if (!has_open || std::get<0>(*has_open) == 0) return;
    resolve_.run(id_list(applied, [](EventId id) { return id.value; }), now);
}

Result<std::optional<ParcelSummary>> SqlParcelStore::find(ParcelId parcel_id) {
    return connection_.read([&] {
        std::optional<ParcelSummary> summary;
        find_.each(
            [&](Id latest_event_id, const Text& type, const Text& created_at, const Text& status,
                const Text& run_id, const MaybeText& picked_up_at, MaybeId picked_up_event_id,
                const MaybeText& delivered_at, MaybeId delivered_event_id) {
                summary = ParcelSummary{.parcel_id = parcel_id,
                                        .latest = {.event_id = EventId{latest_event_id},
                                                   .type = type,
                                                   .created_at = stored_time(created_at),
                                                   .status_code = status,
                                                   .run_id = run_id},
                                        .picked_up = milestone(picked_up_at, picked_up_event_id),
                                        .delivered = milestone(delivered_at, delivered_event_id)};
            },
            parcel_id.value);
        return summary;
    });
}

}  // namespace scan
