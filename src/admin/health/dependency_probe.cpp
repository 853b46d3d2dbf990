#include "admin/health/dependency_probe.h"

#include <algorithm>

namespace scan {
namespace {

// Between two questions to a dependency that does not answer, or refuses.
constexpr Duration kPause = std::chrono::seconds(1);

}  // namespace

Next DependencyProbe::step(const StopPhases& stop) {
    if (stop.finish.stop_requested()) return Next::finished();
    const auto due = [this]() -> Instant {
        const auto answered = dependency_.answered_at();
        Instant at = answered ? *answered + quiet_ : Instant{};
        if (every_ > Duration::zero())
            at = std::min(at, asked_at_ ? *asked_at_ + every_ : Instant{});
        return asked_at_ ? std::max(at, *asked_at_ + kPause) : at;
    };
    if (clock_.now() >= due()) {
        ask_();
        asked_at_ = clock_.now();
    }
    return Next::at_time(due());
}

}  // namespace scan
