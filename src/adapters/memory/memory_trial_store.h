#pragma once

#include "adapters/memory/memory_store_state.h"
#include "operations/ports/trial_store.h"

namespace scan {

class MemoryTrialStore final : public TrialStore {
public:
    explicit MemoryTrialStore(MemoryStoreState& state) : state_(state) {}

    Result<std::vector<TrialOutcome>> try_apply(std::span<const ScanEvent> events) override;

private:
    MemoryStoreState& state_;
};

}  // namespace scan
