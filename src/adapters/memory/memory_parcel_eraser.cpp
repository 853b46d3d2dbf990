#include "adapters/memory/memory_parcel_eraser.h"

#include "operations/acting/parcel_acts.h"

namespace scan {

Result<ErasedParcel> MemoryParcelEraser::erase(ParcelId parcel_id, bool is_dry_run) {
    MemoryTransaction transaction(state_);
    MemoryTables tables = transaction.tables();
    ErasedParcel erased;
    erased.rows = tables.parcels.erase(parcel_id);
    erased.history = std::erase_if(
        tables.history, [&](const auto& row) { return row.second.event.parcel_id == parcel_id; });
    erased.failed_events = std::erase_if(tables.failed_events, [&](const auto& row) {
        return row.second.event.parcel_id == parcel_id;
    });
    for (AuditRow& row : tables.audit) {
        const bool is_in_what = names_parcel(row.entry.what, parcel_id);
        if (!is_in_what && !names_parcel(row.entry.reason, parcel_id) &&
            !names_parcel(row.result, parcel_id))
            continue;
        if (is_in_what) row.entry.what = kErased;
        row.entry.reason = kErased;
        row.result = kErased;
        ++erased.audit_lines;
    }
    if (!is_dry_run) transaction.tables() = std::move(tables);
    return erased;
}

}  // namespace scan
