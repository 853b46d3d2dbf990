#pragma once

#include "adapters/faulty/fault_script.h"
#include "adapters/faulty/faulty_call.h"
#include "operations/ports/pause_switch.h"

namespace scan {

// A switch whose calls go wrong as the script says.
class FaultyPauseSwitch final : public PauseSwitch {
public:
    FaultyPauseSwitch(PauseSwitch& pauses, FaultScript& faults)
        : pauses_(pauses), faults_(faults) {}

    Result<> begin(const Pause& pause) override {
        return faulty_call(faults_, Operation::pauses_change, [&] { return pauses_.begin(pause); });
    }
    Result<bool> end(Pausable what) override {
        return faulty_call(faults_, Operation::pauses_change, [&] { return pauses_.end(what); });
    }
    Result<std::vector<Pause>> read() override {
        return faulty_call(faults_, Operation::pauses_read, [&] { return pauses_.read(); });
    }

private:
    PauseSwitch& pauses_;
    FaultScript& faults_;
};

}  // namespace scan
