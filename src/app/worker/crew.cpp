#include "app/worker/crew.h"

#include <string>
#include <utility>

#include "app/worker_watch.h"
#include "base/stage.h"

namespace scan {
namespace {

std::string name_of(WorkerPart part) {
    switch (part) {
        case WorkerPart::poller: return "the poller";
        case WorkerPart::feed_lane: return "a lane to the feed";
        case WorkerPart::retention: return "the retention";
        case WorkerPart::processor: return "a processor";
        case WorkerPart::report: return "the progress report";
        case WorkerPart::lease_keeper: return "the lease";
        case WorkerPart::visibility_keeper: return "the visibility of what is held";
        case WorkerPart::heartbeat: return "the worker's row";
        case WorkerPart::notifier: return "a notice to others";
        case WorkerPart::pause_watch: return "the watch for pauses";
        case WorkerPart::jobs: return "a job";
        case WorkerPart::proof: return "the continuous proof";
    }
    std::unreachable();
}

}  // namespace

void Crew::start(const WorkerStage& member) {
    const StopPhases stop = order_.join(member.part);
    StageSlot& slot = watch_.slot(stage_name(member.part, ++started_[member.part]));
    threads_.emplace_back([this, member, stop, &slot] {
        const Unfinished::Part part(unfinished_, name_of(member.part));
        WatchedStage stage(member.stage, slot, clock_);
        run(stage, clock_, stop);
        order_.ended(member.part);
    });
}

void Crew::stop(Instant deadline) {
    order_.begin();
    if (!order_.all_ended()) clock_.sleep_until(deadline, order_.when_all_ended());
    order_.abandon();
    threads_.clear();
}

}  // namespace scan
