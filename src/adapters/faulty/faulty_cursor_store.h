#pragma once

#include "adapters/faulty/fault_script.h"
#include "pipeline/ports/cursor_store.h"

namespace scan {

// A cursor store whose calls go wrong as the script says.
class FaultyCursorStore final : public CursorStore {
public:
    FaultyCursorStore(CursorStore& store, FaultScript& faults) : store_(store), faults_(faults) {}

    Result<bool> advance(LeaseEpoch epoch, const CursorAdvance& advance) override;
    Result<std::optional<Cursor>> read() override;
    Result<> set(EventId last_event_id, std::string_view reason) override;

private:
    CursorStore& store_;
    FaultScript& faults_;
};

}  // namespace scan
