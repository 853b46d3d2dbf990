#pragma once

#include "adapters/memory/memory_store_state.h"
#include "pipeline/ports/store_status.h"

namespace scan {

class MemoryStoreStatus final : public StoreStatusReader {
public:
    explicit MemoryStoreStatus(MemoryStoreState& state) : state_(state) {}

    Result<StoreStatus> read() override;

private:
    MemoryStoreState& state_;
};

}  // namespace scan
