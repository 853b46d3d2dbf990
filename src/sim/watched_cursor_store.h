#pragma once

#include "adapters/memory/memory_cursor_store.h"
#include "sim/surroundings.h"

namespace scan::sim {

// One process's way to the cursor, behind the faults.
class WatchedCursorStore final : public CursorStore {
public:
    WatchedCursorStore(Surroundings& around, int process)
        : around_(around), store_(around.store), process_(process) {}

    Result<bool> advance(LeaseEpoch epoch, const CursorAdvance& advance) override;
    Result<std::optional<Cursor>> read() override { return store_.read(); }
    Result<> set(EventId last_event_id, std::string_view reason) override {
        return store_.set(last_event_id, reason);
    }

private:
    Surroundings& around_;
    MemoryCursorStore store_;
    const int process_;
};

}  // namespace scan::sim
