#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "domain/parcel_summary.h"
#include "pipeline/ports/failed_event.h"

namespace scan {

// An event as it came, for the history.
struct RawEvent {
    ScanEvent event;
    std::string_view text;  // valid as long as the batch is applied
};

// The content of one transaction.
struct StoreBatch {
    std::vector<ParcelSummary> parcels;  // deltas: one a parcel, ascending by ParcelId
    std::vector<EventId> applied;        // the events the deltas were folded from, ascending
    std::vector<FailedEvent> failed;
    std::vector<RawEvent> history;  // empty unless every raw event is kept
};

// The table of parcels, with the failed events and the history beside it. One object serves one
// thread; any number of objects and processes share a store.
class ParcelStore {
public:
    virtual ~ParcelStore() = default;

    // Does the store answer? Reconnects if it has to. Success says that an apply is worth trying.
    virtual Result<> ping() = 0;

    // Applies everything in one transaction, durable when it returns: each delta is merged into its
    // row (`merge` of domain/parcel_summary.h: each column on its own, on equal EventIds the stored
    // side stays); a row that has a milestone's time but no event id counts as event 0; failed
    // events are inserted, or counted once more if the same body stands already; open failed events
    // whose id is among `applied` are resolved; history is inserted if the EventId is new.
    // REQUIRES: `batch.parcels` and `batch.applied` ascend, as StoreBatch says.
    //   transient: nothing is known of the outcome; applying again is right, because applying is
    //     idempotent.
    //   rejected: nothing was applied; some row of the batch will never be taken (overflow,
    //     truncation, encoding, constraint).
    //   denied: nothing was applied (permission, missing column, quota, disk full, read only).
    virtual Result<> apply(const StoreBatch& batch) = 0;

    virtual Result<std::optional<ParcelSummary>> find(ParcelId parcel_id) = 0;
};

}  // namespace scan
