#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/scan_event.h"

namespace scan {

// The event of a parcel with the greatest EventId.
struct LatestScan {
    EventId event_id;
    std::string type;
    UtcTime created_at;
    std::string status_code;
    std::string run_id;

    bool operator==(const LatestScan&) const = default;
};

// When something first happened to a parcel, and the event that says so.
struct Milestone {
    EventId event_id;
    UtcTime at;

    bool operator==(const Milestone&) const = default;
};

// The known facts of one parcel. A value; summaries of one parcel form a join semilattice under
// `merge`: while an EventId names one content, merging is commutative, associative and idempotent,
// so no order, split or repetition of a feed changes the result.
struct ParcelSummary {
    ParcelId parcel_id;
    LatestScan latest;                   // greatest EventId
    std::optional<Milestone> picked_up;  // the PICKUP with the smallest EventId
    std::optional<Milestone> delivered;  // the DELIVERY with the smallest EventId

    bool operator==(const ParcelSummary&) const = default;
};

// The summary of a parcel of which one event is known.
ParcelSummary summarize(const ScanEvent& event);

// Merges each column on its own. If both sides know the same EventId, `into` stays.
// REQUIRES: both are of one parcel.
void merge(ParcelSummary& into, const ParcelSummary& other);

// One summary a parcel, in ascending ParcelId.
std::vector<ParcelSummary> fold(std::span<const ScanEvent* const> events);

}  // namespace scan
