#include "adapters/memory/memory_parcel_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "base/require.h"

namespace scan {
namespace {

void resolve(MemoryTables& tables, const std::vector<EventId>& applied, UtcTime now) {
    for (auto& [body, failed] : tables.failed_events) {
        const bool open = failed.event.event_id && !failed.resolved_at;
        if (open && std::ranges::binary_search(applied, *failed.event.event_id)) {
            failed.resolved_at = now;
        }
    }
}

}  // namespace

Result<> MemoryParcelStore::apply(const StoreBatch& batch) {
    require(std::ranges::adjacent_find(batch.parcels, std::ranges::greater_equal(),
                                       &ParcelSummary::parcel_id) == batch.parcels.end(),
            "one delta a parcel, ascending");
    require(std::ranges::is_sorted(batch.applied), "the applied events ascend");
    MemoryTransaction transaction(state_);
    for (const ParcelSummary& delta : batch.parcels) {
        if (transaction.rejects(delta.parcel_id)) {
            return fail(ErrorCode::rejected,
                        fmt::format("parcel {} is not taken", delta.parcel_id.value));
        }
    }

    const UtcTime now = transaction.clock().utc_now();
    for (const ParcelSummary& delta : batch.parcels) {
        const auto [row, inserted] = transaction->parcels.try_emplace(delta.parcel_id, delta);
        if (!inserted) merge(row->second, delta);
    }
    for (const FailedEvent& event : batch.failed) transaction->record(event, now);
    resolve(transaction.tables(), batch.applied, now);
    for (const RawEvent& raw : batch.history) {
        transaction->history.try_emplace(
            raw.event.event_id,
            MemoryHistoryEvent{
                .event = raw.event, .text = std::string(raw.text), .stored_at = now});
    }
    return {};
}

Result<std::optional<ParcelSummary>> MemoryParcelStore::find(ParcelId parcel_id) {
    MemoryTransaction transaction(state_);
    const auto row = transaction->parcels.find(parcel_id);
    if (row == transaction->parcels.end()) return std::nullopt;
    return row->second;
}

}  // namespace scan
