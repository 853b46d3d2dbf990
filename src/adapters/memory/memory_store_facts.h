#pragma once

#include "adapters/memory/memory_store_state.h"
#include "operations/conditions/store_facts_reader.h"

namespace scan {

class MemoryStoreFacts final : public StoreFactsReader {
public:
    explicit MemoryStoreFacts(MemoryStoreState& state) : state_(state) {}

    Result<StoreFacts> read() override;

private:
    MemoryStoreState& state_;
};

}  // namespace scan
