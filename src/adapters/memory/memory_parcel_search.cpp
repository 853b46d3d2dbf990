#include "adapters/memory/memory_parcel_search.h"

#include <algorithm>
#include <utility>

namespace scan {
namespace {

std::pair<UtcTime, ParcelId> waiting_key(const ParcelSummary& parcel) {
    return {parcel.picked_up->at, parcel.parcel_id};
}

}  // namespace

Result<std::vector<ParcelSummary>> MemoryParcelSearch::by_id(ParcelId after,
                                                             std::uint32_t rows_max) {
    MemoryTransaction transaction(state_);
    std::vector<ParcelSummary> parcels;
    for (auto row = transaction->parcels.upper_bound(after);
         row != transaction->parcels.end() && parcels.size() < rows_max; ++row)
        parcels.push_back(row->second);
    return parcels;
}

Result<std::vector<ParcelSummary>> MemoryParcelSearch::not_delivered(UtcTime before,
                                                                     const Waiting& after,
                                                                     std::uint32_t rows_max) {
    MemoryTransaction transaction(state_);
    std::vector<ParcelSummary> parcels;
    const std::pair behind(after.picked_up_at, after.parcel_id);
    for (const auto& [id, parcel] : transaction->parcels) {
        if (!parcel.picked_up || parcel.delivered || parcel.picked_up->at >= before) continue;
        if (waiting_key(parcel) > behind) parcels.push_back(parcel);
    }
    std::ranges::sort(parcels, {}, waiting_key);
    if (parcels.size() > rows_max) parcels.resize(rows_max);
    return parcels;
}

Result<std::vector<ParcelEvent>> MemoryParcelSearch::history(ParcelId parcel_id,
                                                             std::uint32_t rows_max) {
    MemoryTransaction transaction(state_);
    std::vector<ParcelEvent> events;
    for (const auto& [id, kept] : transaction->history) {
        if (kept.event.parcel_id != parcel_id || events.size() == rows_max) continue;
        events.push_back({.event = kept.event, .body = kept.text, .stored_at = kept.stored_at});
    }
    return events;
}

}  // namespace scan
