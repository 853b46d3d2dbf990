#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/json_object.h"
#include "operations/ports/parcel_search.h"

namespace scan {

// More raw events of one parcel are not shown.
inline constexpr std::uint32_t kParcelEventsMax = 1000;

// The columns of the parcel's row that an event decided: latest, picked_up, delivered.
std::vector<std::string_view> decided_by(EventId event_id, const ParcelSummary& parcel);

// A row of the table, as `parcel --json`, the lists and GET /api/v1/parcels/{id} show it.
JsonObject parcel_object(const ParcelSummary& parcel);

// The JSON of `parcel ID --history --json` and of GET /api/v1/parcels/{id}: the row, and in "history" each raw event with the columns
// that it decided.
std::string parcel_document(const ParcelSummary& parcel, std::span<const ParcelEvent> history);

}  // namespace scan
