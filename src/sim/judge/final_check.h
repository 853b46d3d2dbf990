#pragma once

#include <string>
#include <vector>

#include "adapters/memory/memory_store_state.h"
#include "pipeline/ports/event_queue.h"
#include "sim/judge/event_book.h"
#include "sim/judge/violations.h"
#include "sim/scenario/scenario.h"

namespace scan::sim {

// What is there at the end of a run, and what must be.
struct FinalState {
    const Scenario& scenario;
    const EventBook& events;
    const MemoryStoreState& store;
    const std::vector<MemoryFeedGap>& forgotten_gaps;  // that were closed for long
    QueueDepth queue;
};

// Tells what keeps the world from being done; empty: the queue is empty, and table and failed
// events are what they must be.
std::string what_is_missing(const FinalState& end);

// The rules about the end, to be asked once it should have come: nothing is lost, and the table is the fold of what was applied.
void check_end(const FinalState& end, Violations& violations);

}  // namespace scan::sim
