#pragma once

#include <optional>
#include <vector>

#include "operations/jobs/row_comparison.h"
#include "operations/jobs/verification.h"
#include "operations/jobs/verify_window.h"
#include "operations/ports/parcel_mender.h"
#include "pipeline/ports/parcel_store.h"

namespace scan {

// Compares the row of one parcel with what a window shows of it, and mends it. One thread.
class ParcelMend final {
public:
    ParcelMend(ParcelStore& parcels, ParcelMender& mender, const RowComparison& comparison,
               VerifyMend mend)
        : parcels_(parcels), mender_(mender), comparison_(comparison), mend_(mend) {}

    // What differs now.
    Result<std::vector<VerifyDifference>> differences(
        ParcelId id, const std::vector<const ScanEvent*>& events) const;

    // Applies what is missing as the processor does, the history included, and overwrites only
    // columns of an event that both sides name, only in the row that was compared. Returns what
    // differs still.
    Result<std::vector<VerifyDifference>> mend(ParcelId id,
                                               const std::vector<const ScanEvent*>& events,
                                               const std::vector<VerifyDifference>& differences,
                                               const VerifyWindow& window) const;

private:
    Result<> apply(const std::vector<const ScanEvent*>& events, const VerifyWindow& window) const;
    Result<> overwrite(ParcelId id, const std::vector<const ScanEvent*>& events) const;

    ParcelStore& parcels_;
    ParcelMender& mender_;
    const RowComparison comparison_;
    const VerifyMend mend_;
};

}  // namespace scan
