#pragma once

#include "adapters/memory/memory_lease.h"
#include "sim/surroundings.h"

namespace scan::sim {

// One process's way to the lease, behind the faults.
class WatchedLease final : public Lease {
public:
    WatchedLease(Surroundings& around, int process, MemoryLeaseSettings settings)
        : around_(around), lease_(around.store, std::move(settings)), process_(process) {}

    Result<std::optional<Tenure>> acquire() override {
        auto tenure = lease_.acquire();
        if (tenure && *tenure) {
            ++around_.lease_writes;
            around_.tenure.acquired_by(process_, around_.truth.now());
            around_.requests.begins_to_read(process_);
            around_.trace.note(process_, "has the lease of epoch", (*tenure)->epoch.value);
        }
        return tenure;
    }
    Result<bool> renew(LeaseEpoch epoch, const HolderReport& report) override {
        ++around_.lease_writes;
        return lease_.renew(epoch, report);
    }
    Result<> release(LeaseEpoch epoch, const HolderReport& report) override {
        ++around_.lease_writes;
        return lease_.release(epoch, report);
    }
    Result<std::optional<UtcTime>> caught_up_at() override { return lease_.caught_up_at(); }

private:
    Surroundings& around_;
    MemoryLease lease_;
    const int process_;
};

}  // namespace scan::sim
