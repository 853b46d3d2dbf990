#pragma once

#include "adapters/faulty/fault_script.h"
#include "pipeline/ports/lease.h"

namespace scan {

// A lease whose calls go wrong as the script says.
class FaultyLease final : public Lease {
public:
    FaultyLease(Lease& lease, FaultScript& faults) : lease_(lease), faults_(faults) {}

    Result<std::optional<Tenure>> acquire() override;
    Result<bool> renew(LeaseEpoch epoch, const HolderReport& report) override;
    Result<> release(LeaseEpoch epoch, const HolderReport& report) override;
    Result<std::optional<UtcTime>> caught_up_at() override;

private:
    Lease& lease_;
    FaultScript& faults_;
};

}  // namespace scan
