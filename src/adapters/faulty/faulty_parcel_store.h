#pragma once

#include "adapters/faulty/fault_script.h"
#include "pipeline/ports/parcel_store.h"

namespace scan {

// A parcel store whose calls go wrong as the script says.
class FaultyParcelStore final : public ParcelStore {
public:
    FaultyParcelStore(ParcelStore& store, FaultScript& faults) : store_(store), faults_(faults) {}

    Result<> ping() override;
    Result<> apply(const StoreBatch& batch) override;
    Result<std::optional<ParcelSummary>> find(ParcelId parcel_id) override;

private:
    ParcelStore& store_;
    FaultScript& faults_;
};

}  // namespace scan
