#include "telemetry/stage_watch.h"

#include <fmt/format.h>

namespace scan {

StageSlot& StageWatch::slot(const std::string& name) {
    const MutexLock lock(mutex_);
    for (StageSlot& each : slots_) {
        if (each.name() == name) return each;
    }
    return slots_.emplace_back(name);
}

std::vector<std::string> StageWatch::faults(Instant now) const {
    std::vector<std::string> faults;
    const MutexLock lock(mutex_);
    for (const StageSlot& each : slots_) {
        if (const char* const call = each.stuck_in(now)) {
            faults.push_back(fmt::format("{} is stuck in {}", each.name(), call));
        } else if (each.has_finished() && !is_stopping_) {
            faults.push_back(fmt::format("{} has ended", each.name()));
        }
    }
    return faults;
}

Next WatchedStage::step(const StopPhases& stop) {
    slot_.step_begins(clock_.now());
    const Next next = stage_.step(stop);
    slot_.step_ended();
    if (next.kind == Next::Kind::finished) slot_.finished();
    return next;
}

}  // namespace scan
