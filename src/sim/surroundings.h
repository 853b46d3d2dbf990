#pragma once

#include "adapters/memory/memory_queue_state.h"
#include "adapters/memory/memory_store_state.h"
#include "sim/carrier.h"
#include "sim/event_maker.h"
#include "sim/judge/job_book.h"
#include "sim/judge/receipt_book.h"
#include "sim/judge/request_book.h"
#include "sim/judge/tenure_book.h"
#include "sim/trace.h"
#include "sim/weather.h"

namespace scan::sim {

// The world that outlives the processes of workers: true time, the carrier, the queue and the
// store, and what the checker knows of them.
struct Surroundings {
    explicit Surroundings(const Scenario& chosen)
        : scenario(chosen),
          weather(scenario, truth),
          trace(truth),
          events(make_events(scenario), scenario, truth.now(), violations),
          carrier(scenario, events, truth),
          queue(truth, {.receive_count_max = static_cast<std::uint32_t>(scenario.receive_count_max),
                        .body_bytes_max = kMessageBytesMax,
                        .disorder_seed = scenario.seed}),
          store(truth),
          receipts(queue, violations),
          tenure(violations),
          requests(scenario, violations),
          jobs(violations) {
        store.reject_parcel(ParcelId{kPoisonParcel});
    }

    const Scenario scenario;
    ManualClock truth;
    Weather weather;
    Trace trace;
    Violations violations;
    EventBook events;
    Carrier carrier;
    MemoryQueueState queue;
    MemoryStoreState store;
    ReceiptBook receipts;
    TenureBook tenure;
    RequestBook requests;
    JobBook jobs;
    std::vector<MemoryFeedGap> forgotten_gaps;  // that were closed for long
    // Calls that took effect.
    std::size_t sends = 0;
    std::size_t applies = 0;
    std::size_t cursor_moves = 0;
    std::size_t lease_writes = 0;
};

}  // namespace scan::sim
