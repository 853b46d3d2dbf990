#pragma once

#include <memory>

#include "adapters/faulty/faulty_audit_log.h"
#include "adapters/faulty/faulty_failed_events.h"
#include "adapters/faulty/faulty_feed.h"
#include "adapters/faulty/faulty_job_board.h"
#include "adapters/faulty/faulty_parcel_mender.h"
#include "adapters/memory/memory_audit_log.h"
#include "operations/jobs/job_work.h"
#include "pipeline/ports/parcel_store.h"
#include "sim/operators/watched_failed_events.h"
#include "sim/operators/watched_job_board.h"
#include "sim/operators/watched_parcel_mender.h"
#include "sim/watched_feed.h"

namespace scan::sim {

// What works on jobs in one process, a worker's or an operator's: the ports that only jobs use, and the work over them.
class JobMaker final {
public:
    // Of the process.
    struct Ports {
        EventQueue& queue;
        CursorStore& cursors;
        ParcelStore& parcels;
        Clock& clock;
    };

    JobMaker(Surroundings& around, FaultScript& faults, const Ports& ports, Random random);

    JobBoard& board() { return board_; }
    // nullptr: it is no job that anybody knows.
    std::unique_ptr<JobWork> make(const Job& job, const JobClaim& claim);

private:
    Surroundings& around_;
    const Ports ports_;
    Random random_;
    WatchedFeed watched_feed_;
    FaultyFeed feed_;
    WatchedJobBoard watched_board_;
    FaultyJobBoard board_;
    WatchedFailedEvents watched_failed_;
    FaultyFailedEvents failed_;
    MemoryAuditLog memory_audit_;
    FaultyAuditLog audit_;
    WatchedParcelMender watched_mender_;
    FaultyParcelMender mender_;
};

}  // namespace scan::sim
