#pragma once

#include "adapters/faulty/fault_script.h"
#include "adapters/faulty/faulty_call.h"
#include "pipeline/ports/history_store.h"

namespace scan {

// A history store whose calls go wrong as the script says.
class FaultyHistoryStore final : public HistoryStore {
public:
    FaultyHistoryStore(HistoryStore& store, FaultScript& faults) : store_(store), faults_(faults) {}

    Result<Forgotten> forget(UtcTime before, std::uint32_t rows_max) override {
        return faulty_call(faults_, Operation::history_forget,
                           [&] { return store_.forget(before, rows_max); });
    }

private:
    HistoryStore& store_;
    FaultScript& faults_;
};

}  // namespace scan
