#pragma once

#include "adapters/memory/memory_store_state.h"
#include "operations/ports/parcel_eraser.h"

namespace scan {

class MemoryParcelEraser final : public ParcelEraser {
public:
    explicit MemoryParcelEraser(MemoryStoreState& state) : state_(state) {}

    Result<ErasedParcel> erase(ParcelId parcel_id, bool is_dry_run) override;

private:
    MemoryStoreState& state_;
};

}  // namespace scan
