#pragma once

#include "adapters/memory/memory_history_store.h"
#include "sim/surroundings.h"

namespace scan::sim {

// One process's way to the kept history, behind the faults.
//
// Rule: what is deleted was kept for as long as the scenario wants, and what waits for a person stays.
class WatchedHistoryStore final : public HistoryStore {
public:
    explicit WatchedHistoryStore(Surroundings& around) : around_(around), store_(around.store) {}

    Result<Forgotten> forget(UtcTime before, std::uint32_t rows_max) override;

private:
    Surroundings& around_;
    MemoryHistoryStore store_;
};

}  // namespace scan::sim
