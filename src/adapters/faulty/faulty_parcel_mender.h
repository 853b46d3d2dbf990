#pragma once

#include "adapters/faulty/fault_script.h"
#include "adapters/faulty/faulty_call.h"
#include "operations/ports/parcel_mender.h"

namespace scan {

// A mender whose calls go wrong as the script says.
class FaultyParcelMender final : public ParcelMender {
public:
    FaultyParcelMender(ParcelMender& mender, FaultScript& faults)
        : mender_(mender), faults_(faults) {}

    Result<bool> overwrite(const ParcelSummary& compared, const ParcelSummary& mended) override {
        return faulty_call(faults_, Operation::parcels_overwrite,
                           [&] { return mender_.overwrite(compared, mended); });
    }

private:
    ParcelMender& mender_;
    FaultScript& faults_;
};

}  // namespace scan
