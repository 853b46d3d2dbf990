#pragma once

#include <cstdint>
#include <vector>

#include "domain/parcel_summary.h"
#include "pipeline/ports/parcel_store.h"

namespace scan::bench {

// kSpreadEvents events that come to a table of parcels 1 to `parcels`, spread evenly over all of
// them: newer than what the table holds, a delivery in ten. In every form that a loop takes them.
struct SpreadEvents {
    std::vector<ParcelSummary> rows;                 // one an event
    std::vector<std::vector<ParcelSummary>> folded;  // by batches of kBatchEvents
    std::vector<StoreBatch> batches;                 // the same
};

SpreadEvents spread_events(std::uint32_t parcels);

}  // namespace scan::bench
