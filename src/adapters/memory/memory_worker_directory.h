#pragma once

#include "adapters/memory/memory_store_state.h"
#include "operations/conditions/worker_directory.h"

namespace scan {

class MemoryWorkerDirectory final : public WorkerDirectory {
public:
    explicit MemoryWorkerDirectory(MemoryStoreState& state) : state_(state) {}

    Result<> tell(const WorkerFacts& facts) override;
    Result<> leave(const WorkerFacts& facts) override;
    Result<std::vector<WorkerFacts>> read() override;

private:
    void put(const WorkerFacts& facts, bool is_live);

    MemoryStoreState& state_;
};

}  // namespace scan
