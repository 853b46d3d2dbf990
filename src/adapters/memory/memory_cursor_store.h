#pragma once

#include "adapters/memory/memory_store_state.h"
#include "pipeline/ports/cursor_store.h"

namespace scan {

class MemoryCursorStore final : public CursorStore {
public:
    explicit MemoryCursorStore(MemoryStoreState& state) : state_(state) {}

    Result<bool> advance(LeaseEpoch epoch, const CursorAdvance& advance) override;
    Result<std::optional<Cursor>> read() override;
    Result<> set(EventId last_event_id, std::string_view reason) override;

private:
    MemoryStoreState& state_;
};

}  // namespace scan
