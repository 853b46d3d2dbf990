#pragma once

#include "base/stage.h"
#include "base/wait_after_error.h"
#include "pipeline/lease/held_lease.h"
#include "pipeline/ports/history_store.h"

namespace scan {

// Hears from the retention. Called on its thread.
class RetentionObserver {
public:
    virtual ~RetentionObserver() = default;
    virtual void forgot(const Forgotten& forgotten) = 0;
    virtual void retention_waiting_after(const Error& error, Duration delay) = 0;
    virtual void retention_recovered() = 0;  // the first success after that
};

// Deletes what the store has kept for longer than `keep`, in small pieces with rests between them,
// so that applying hardly notices. Of several workers only the holder of the lease does it.
class HistoryRetention final : public Stage {
public:
    static constexpr std::uint32_t kRowsMax = 1000;  // of each table, in one transaction

    HistoryRetention(HistoryStore& store, const HeldLease& lease, Clock& clock,
                     RetentionObserver& observer, Duration keep, Random random);

    Next step(const StopPhases& stop) override;

private:
    HistoryStore& store_;
    const HeldLease& lease_;
    Clock& clock_;
    RetentionObserver& observer_;
    Duration keep_;
    WaitAfterError outage_;
};

}  // namespace scan
