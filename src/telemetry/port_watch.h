#pragma once

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "telemetry/last_answer.h"
#include "telemetry/metrics.h"
#include "telemetry/stage_slot.h"

namespace scan {

// How long a call may take, its timeouts added up and more; what takes longer is stuck.
struct CallLimits {
    Duration store{};
    Duration queue{};  // beyond the wait of a receive, for each request that a call makes
    Duration feed{};
};

// What stands around each call of one stage to one dependency: tells the stage's slot where it is, the dependency how it went, and the
// metrics how long it took. One thread.
class PortWatch final {
public:
    PortWatch(StageSlot& slot, LastAnswer& dependency, Metrics& metrics, Clock& clock)
        : slot_(slot), dependency_(dependency), metrics_(metrics), clock_(clock) {}

    template <class Call>
    auto run(const char* name, Duration allowed, std::optional<Timing> timing, Call call) {
        const Instant began = clock_.now();
        slot_.call_begins(name, began, allowed);
        auto result = call();
        const Instant ended = clock_.now();
        slot_.call_ended(ended);
        dependency_.called(ended, error_of(result));
        if (timing) {
            metrics_.observe(*timing, std::chrono::duration<double>(ended - began).count());
        }
        return result;
    }

    Metrics& metrics() { return metrics_; }

private:
    template <class T>
    static const Error* error_of(const Result<T>& result) {
        return result ? nullptr : &result.error();
    }
    // Of many it is the first, unless any went well.
    static const Error* error_of(const std::vector<Result<>>& results) {
        const bool any = std::ranges::any_of(results, [](const auto& each) { return bool(each); });
        return any || results.empty() ? nullptr : &results.front().error();
    }

    StageSlot& slot_;
    LastAnswer& dependency_;
    Metrics& metrics_;
    Clock& clock_;
};

}  // namespace scan
