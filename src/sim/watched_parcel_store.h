#pragma once

#include "adapters/memory/memory_parcel_store.h"
#include "sim/surroundings.h"

namespace scan::sim {

// One process's way to the table, behind the faults. An event that kills its process does so here.
class WatchedParcelStore final : public ParcelStore {
public:
    explicit WatchedParcelStore(Surroundings& around) : around_(around), store_(around.store) {}

    Result<> ping() override { return store_.ping(); }
    Result<> apply(const StoreBatch& batch) override;
    Result<std::optional<ParcelSummary>> find(ParcelId parcel_id) override {
        return store_.find(parcel_id);
    }

private:
    Surroundings& around_;
    MemoryParcelStore store_;
};

}  // namespace scan::sim
