#pragma once

#include <memory>

#include "app/engines.h"
#include "operations/telling/status_look.h"

namespace scan {

// What a command that only looks works with.
class OutsideLook final {
public:
    // `config` must be for_reading (engines.h).
    OutsideLook(const Config& config, Clock& clock, Random random);

    Facts look();

private:
    Engines engines_;
    Facts limits_;
    Clock& clock_;
    std::unique_ptr<StoreStatusReader> status_;
    std::unique_ptr<StoreFactsReader> facts_;
    std::unique_ptr<WorkerDirectory> workers_;
    std::unique_ptr<EventQueue> queue_;
};

}  // namespace scan
