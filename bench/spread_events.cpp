#include "bench/spread_events.h"

#include <algorithm>

#include "base/random.h"
#include "bench/sizes.h"

namespace scan::bench {
namespace {

// Above the ids of the events that the tables are filled with, which are their parcels'.
constexpr std::int64_t kFirstEventId = 1'000'000'000;
constexpr std::uint64_t kDeliveryOneIn = 10;

std::vector<ScanEvent> make_events(std::uint32_t parcels) {
    Random random(1);
    const UtcTime at = UtcTime::from_unix(
        std::chrono::sys_days(std::chrono::year(2026) / 2 / 1).time_since_epoch());
    std::vector<ScanEvent> events;
    for (std::uint32_t i = 0; i < kSpreadEvents; ++i) {
        const bool is_delivery = random.below(kDeliveryOneIn) == 0;
        events.push_back({.event_id = {kFirstEventId + i},
                          .parcel_id = {1 + static_cast<std::int64_t>(random.below(parcels))},
                          .type = is_delivery ? "DELIVERY" : "STATUS",
                          .created_at = at,
                          .status_code = is_delivery ? "" : "IN_TRANSIT",
                          .run_id = "NC20260201"});
    }
    return events;
}

}  // namespace

SpreadEvents spread_events(std::uint32_t parcels) {
    SpreadEvents spread;
    const std::vector<ScanEvent> events = make_events(parcels);
    for (std::size_t first = 0; first < events.size(); first += kBatchEvents) {
        std::vector<const ScanEvent*> pointers;
        StoreBatch batch;
        for (std::size_t i = first; i < std::min(first + kBatchEvents, events.size()); ++i) {
            pointers.push_back(&events[i]);
            batch.applied.push_back(events[i].event_id);
            spread.rows.push_back(summarize(events[i]));
        }
        batch.parcels = fold(pointers);
        spread.folded.push_back(batch.parcels);
        spread.batches.push_back(std::move(batch));
    }
    return spread;
}

}  // namespace scan::bench
