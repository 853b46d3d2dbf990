#pragma once

#include "adapters/memory/memory_store_state.h"
#include "operations/ports/parcel_mender.h"

namespace scan {

class MemoryParcelMender final : public ParcelMender {
public:
    explicit MemoryParcelMender(MemoryStoreState& state) : state_(state) {}

    Result<bool> overwrite(const ParcelSummary& compared, const ParcelSummary& mended) override;

private:
    MemoryStoreState& state_;
};

}  // namespace scan
