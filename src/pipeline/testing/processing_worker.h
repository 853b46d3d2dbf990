#pragma once

#include "pipeline/processing/processor.h"
#include "pipeline/processing/visibility_keeper.h"
#include "pipeline/testing/outside.h"
#include "pipeline/testing/processing_record.h"

namespace scan {

struct ProcessingWorkerSettings {
    Duration visibility_timeout = std::chrono::seconds(30);
    // No wait: a wait would move the clock of every other stage too.
    ProcessorSettings processor{.batch_events_max = 5000, .receive_wait = {}};
    std::uint64_t seed = 1;
};

// The part of a process that processes: destroying it is killing the process.
struct ProcessingWorker {
    ProcessingWorker(Outside& outside, const ProcessingWorkerSettings& settings)
        : memory_queue(outside.queue),
          queue(memory_queue, outside.faults),
          memory_store(outside.store),
          store(memory_store, outside.faults),
          held(settings.visibility_timeout),
          keeper(queue, held, outside.clock),
          processor(queue, store, held, outside.clock, record, settings.processor,
                    Random(settings.seed)) {}

    MemoryQueue memory_queue;
    FaultyQueue queue;
    MemoryParcelStore memory_store;
    FaultyParcelStore store;
    HeldDeliveries held;
    ProcessingRecord record;
    VisibilityKeeper keeper;
    Processor processor;
};

}  // namespace scan
