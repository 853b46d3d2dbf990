#include "domain/parcel_summary.h"

#include <algorithm>

#include "base/require.h"

namespace scan {
namespace {

void keep_earliest(std::optional<Milestone>& into, const std::optional<Milestone>& other) {
    if (other && (!into || other->event_id < into->event_id)) into = other;
}

}  // namespace

ParcelSummary summarize(const ScanEvent& event) {
    ParcelSummary summary{.parcel_id = event.parcel_id,
                          .latest = {.event_id = event.event_id,
                                     .type = event.type,
                                     .created_at = event.created_at,
                                     .status_code = event.status_code,
                                     .run_id = event.run_id},
                          .picked_up = std::nullopt,
                          .delivered = std::nullopt};
    const Milestone milestone{.event_id = event.event_id, .at = event.created_at};
    if (event.type == kPickup) summary.picked_up = milestone;
    if (event.type == kDelivery) summary.delivered = milestone;
    return summary;
}

void merge(ParcelSummary& into, const ParcelSummary& other) {
    require(into.parcel_id == other.parcel_id, "both summaries are of one parcel");
    if (other.latest.event_id > into.latest.event_id) into.latest = other.latest;
    keep_earliest(into.picked_up, other.picked_up);
    keep_earliest(into.delivered, other.delivered);
}

std::vector<ParcelSummary> fold(std::span<const ScanEvent* const> events) {
    // Sorting the pointers costs less than a hash table of summaries, and the store wants the
    // parcels in order anyway. The order is stable, so of two contents under one id the first
    // stays.
    std::vector<const ScanEvent*> sorted(events.begin(), events.end());
    std::ranges::stable_sort(sorted, {}, [](const ScanEvent* event) { return event->parcel_id; });

    std::vector<ParcelSummary> summaries;
    for (const ScanEvent* event : sorted) {
        if (summaries.empty() || summaries.back().parcel_id != event->parcel_id) {
            summaries.push_back(summarize(*event));
        } else {
            merge(summaries.back(), summarize(*event));
        }
    }
    return summaries;
}

}  // namespace scan
