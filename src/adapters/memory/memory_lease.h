#pragma once

#include <string>

#include "adapters/memory/memory_store_state.h"
#include "pipeline/ports/lease.h"

namespace scan {

struct MemoryLeaseSettings {
    std::string holder;  // tells this worker from every other
    Duration duration = std::chrono::seconds(15);
    EventId first_event_id{1};
    IsHolderGone is_gone = {};  // empty: nothing is known of any
};

class MemoryLease final : public Lease {
public:
    MemoryLease(MemoryStoreState& state, MemoryLeaseSettings settings);

    Result<std::optional<Tenure>> acquire() override;
    Result<bool> renew(LeaseEpoch epoch, const HolderReport& report) override;
    Result<> release(LeaseEpoch epoch, const HolderReport& report) override;
    Result<std::optional<UtcTime>> caught_up_at() override;

private:
    MemoryStoreState& state_;
    const MemoryLeaseSettings settings_;
};

}  // namespace scan
