#pragma once

#include "adapters/memory/memory_store_state.h"
#include "pipeline/ports/parcel_store.h"

namespace scan {

class MemoryParcelStore final : public ParcelStore {
public:
    explicit MemoryParcelStore(MemoryStoreState& state) : state_(state) {}

    Result<> ping() override { return {}; }
    Result<> apply(const StoreBatch& batch) override;
    Result<std::optional<ParcelSummary>> find(ParcelId parcel_id) override;

private:
    MemoryStoreState& state_;
};

}  // namespace scan
