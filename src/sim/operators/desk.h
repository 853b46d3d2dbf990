#pragma once

#include "adapters/faulty/faulty_audit_log.h"
#include "adapters/faulty/faulty_cursor_store.h"
#include "adapters/faulty/faulty_failed_events.h"
#include "adapters/faulty/faulty_feed_gaps.h"
#include "adapters/faulty/faulty_parcel_store.h"
#include "adapters/faulty/faulty_pause_switch.h"
#include "adapters/faulty/faulty_queue.h"
#include "adapters/memory/memory_audit_log.h"
#include "adapters/memory/memory_cursor_store.h"
#include "adapters/memory/memory_pause_switch.h"
#include "adapters/memory/memory_trial_store.h"
#include "operations/acting/dead_letter_acts.h"
#include "operations/acting/failed_event_retry.h"
#include "operations/acting/send_then_mark.h"
#include "sim/operators/job_maker.h"
#include "sim/operators/operator_clock.h"
#include "sim/operators/sending_queue.h"
#include "sim/operators/watched_feed_gaps.h"
#include "sim/watched_dead_letters.h"
#include "sim/watched_parcel_store.h"
#include "sim/watched_queue.h"

namespace scan::sim {

// What one command of an operator works with: ports that fail, take long, and end the command before any call.
struct Desk {
    // `act`: what the command carries.
    Desk(World& world, const Act& act, Random random);

    FailedEventActs failed_acts() {
        return {.failed = failed, .audit = audit, .queue = queue, .outlet = outlet, .trial = trial};
    }
    DeadLetterActs dead_letter_acts();

    World& world;
    const bool may_change;
    Random random;
    FaultScript faults;
    OperatorClock clock;

    WatchedQueue watched_queue;
    SendingQueue sending_queue;
    FaultyQueue queue;
    WatchedDeadLetters watched_letters;
    FaultyQueue dead_letters;
    WatchedFailedEvents watched_failed;
    FaultyFailedEvents failed;
    SendThenMark outlet;
    MemoryTrialStore trial;
    MemoryAuditLog memory_audit;
    FaultyAuditLog audit;
    WatchedFeedGaps watched_gaps;
    FaultyFeedGaps gaps;
    MemoryPauseSwitch memory_pauses;
    FaultyPauseSwitch pauses;
    MemoryCursorStore memory_cursors;
    FaultyCursorStore cursors;
    WatchedParcelStore watched_parcels;
    FaultyParcelStore parcels;
    JobMaker jobs;

private:
    std::optional<Fault> before_call(Operation operation);
};

}  // namespace scan::sim
