#include "pipeline/stop_order.h"

#include <algorithm>
#include <vector>

#include "base/require.h"

namespace scan {
namespace {

using enum WorkerPart;

// The parts that a part outlives, because they work with what it keeps.
constexpr struct {
    WorkerPart part;
    std::array<WorkerPart, 2> outlives;
} kOutlives[] = {
    {lease_keeper, {poller, retention}},
    {visibility_keeper, {processor, processor}},
};

}  // namespace

std::size_t StopOrder::index(WorkerPart part) {
    const auto index = static_cast<std::size_t>(part);
    require(index < kParts, "each part has its place");
    return index;
}

StopPhases StopOrder::join(WorkerPart part) {
    const MutexLock lock(mutex_);
    require(!has_begun_, "no stage joins a worker that stops");
    ++running_[index(part)];
    return {finish_[index(part)].get_token(), abandon_.get_token()};
}

void StopOrder::begin() {
    {
        const MutexLock lock(mutex_);
        has_begun_ = true;
    }
    ask();
}

void StopOrder::ended(WorkerPart part) {
    {
        const MutexLock lock(mutex_);
        require(running_[index(part)] > 0, "a stage ends once, and has joined before");
        --running_[index(part)];
    }
    ask();
}

void StopOrder::ask() {
    std::vector<std::stop_source> now;
    {
        const MutexLock lock(mutex_);
        const auto running = running_;
        for (std::size_t i = 0; has_begun_ && i < kParts; ++i) {
            const bool must_wait = std::ranges::any_of(kOutlives, [&running, i](const auto& rule) {
                return rule.part == WorkerPart(i) &&
                       std::ranges::any_of(rule.outlives, [&running](WorkerPart other) {
                           return running[index(other)] > 0;
                       });
            });
            if (!must_wait) now.push_back(finish_[i]);
        }
        if (std::ranges::all_of(running, [](std::size_t each) { return each == 0; }))
            now.push_back(all_ended_);
    }
    // Outside the lock: a request runs what waits for it.
    for (std::stop_source& source : now) source.request_stop();
}

void StopOrder::abandon() {
    for (std::stop_source& each : finish_) each.request_stop();
    abandon_.request_stop();
}

}  // namespace scan
