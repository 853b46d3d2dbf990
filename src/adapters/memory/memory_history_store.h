#pragma once

#include "adapters/memory/memory_store_state.h"
#include "pipeline/ports/history_store.h"

namespace scan {

class MemoryHistoryStore final : public HistoryStore {
public:
    explicit MemoryHistoryStore(MemoryStoreState& state) : state_(state) {}

    Result<Forgotten> forget(UtcTime before, std::uint32_t rows_max) override;

private:
    MemoryStoreState& state_;
};

}  // namespace scan
