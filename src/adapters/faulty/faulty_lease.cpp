#include "adapters/faulty/faulty_lease.h"

#include "adapters/faulty/faulty_call.h"

namespace scan {

Result<std::optional<Tenure>> FaultyLease::acquire() {
    return faulty_call(faults_, Operation::lease_acquire, [&] { return lease_.acquire(); });
}

Result<bool> FaultyLease::renew(LeaseEpoch epoch, const HolderReport& report) {
    return faulty_call(faults_, Operation::lease_renew,
                       [&] { return lease_.renew(epoch, report); });
}

Result<> FaultyLease::release(LeaseEpoch epoch, const HolderReport& report) {
    return faulty_call(faults_, Operation::lease_release,
                       [&] { return lease_.release(epoch, report); });
}

Result<std::optional<UtcTime>> FaultyLease::caught_up_at() {
    return faulty_call(faults_, Operation::lease_caught_up_at,
                       [&] { return lease_.caught_up_at(); });
}

}  // namespace scan
