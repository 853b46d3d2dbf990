#pragma once

#include "adapters/memory/memory_store_state.h"
#include "operations/ports/pause_switch.h"

namespace scan {

class MemoryPauseSwitch final : public PauseSwitch {
public:
    explicit MemoryPauseSwitch(MemoryStoreState& state) : state_(state) {}

    Result<> begin(const Pause& pause) override {
        MemoryTransaction(state_)->pauses.insert_or_assign(pause.what, pause);
        return {};
    }
    Result<bool> end(Pausable what) override {
        return MemoryTransaction(state_)->pauses.erase(what) == 1;
    }
    Result<std::vector<Pause>> read() override {
        MemoryTransaction transaction(state_);
        std::vector<Pause> pauses;
        for (const auto& [what, pause] : transaction->pauses) pauses.push_back(pause);
        return pauses;
    }

private:
    MemoryStoreState& state_;
};

}  // namespace scan
