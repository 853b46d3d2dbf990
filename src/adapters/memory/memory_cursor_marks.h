#pragma once

#include "adapters/memory/memory_store_state.h"
#include "operations/ports/cursor_marks.h"

namespace scan {

class MemoryCursorMarks final : public CursorMarks {
public:
    explicit MemoryCursorMarks(MemoryStoreState& state) : state_(state) {}

    Result<> put(EventId cursor, Duration keep) override;
    Result<std::optional<EventId>> oldest() override;

private:
    MemoryStoreState& state_;
};

}  // namespace scan
