#pragma once

#include <utility>
#include <vector>

#include "operations/telling/heartbeat.h"

namespace scan {

// Each of them hears, in their order.
class HeartbeatObservers final : public HeartbeatObserver {
public:
    explicit HeartbeatObservers(std::vector<HeartbeatObserver*> all) : all_(std::move(all)) {}

    void judged(const Facts& facts, const Verdict& verdict) override {
        for (HeartbeatObserver* const each : all_) each->judged(facts, verdict);
    }

private:
    std::vector<HeartbeatObserver*> all_;
};

}  // namespace scan
