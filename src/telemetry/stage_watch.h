#pragma once

#include <list>
#include <optional>
#include <string>
#include <vector>

#include "base/mutex.h"
#include "base/stage.h"
#include "telemetry/stage_slot.h"

namespace scan {

// The stages of a worker, and whether each is on its way. Any thread.
class StageWatch final {
public:
    // The slot of this name, made if there is none; lives as long as the watch.
    StageSlot& slot(const std::string& name);

    // From now on a stage that finishes has done so because it was asked to.
    void stopping() { is_stopping_ = true; }
    bool is_stopping() const { return is_stopping_; }

    // "the poller is stuck in feed.fetch", "processor 2 has ended": what is wrong with each stage; empty: nothing.
    std::vector<std::string> faults(Instant now) const;

private:
    mutable Mutex mutex_;
    std::list<StageSlot> slots_ GUARDED_BY(mutex_);
    std::atomic<bool> is_stopping_ = false;
};

// Tells the slot of each step of a stage.
class WatchedStage final : public Stage {
public:
    WatchedStage(Stage& stage, StageSlot& slot, Clock& clock)
        : stage_(stage), slot_(slot), clock_(clock) {}

    Next step(const StopPhases& stop) override;

private:
    Stage& stage_;
    StageSlot& slot_;
    Clock& clock_;
};

}  // namespace scan
