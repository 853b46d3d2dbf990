#pragma once

#include "operations/conditions/facts.h"
#include "operations/conditions/store_facts_reader.h"
#include "operations/conditions/worker_directory.h"
#include "pipeline/ports/event_queue.h"
#include "pipeline/ports/store_status.h"

namespace scan {

// What whoever looks from outside works with: sessions of its own.
struct LookPorts {
    StoreStatusReader& status;
    StoreFactsReader& facts;
    WorkerDirectory& workers;
    EventQueue& queue;
};

// All that can be known from outside at this moment. `limits` has grace and the like. What does not answer is absent, and a sign of
// `own` says so.
Facts look_around(const LookPorts& ports, const Facts& limits, UtcTime now);

}  // namespace scan
