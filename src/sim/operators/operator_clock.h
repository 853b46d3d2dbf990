#pragma once

#include "sim/process_death.h"
#include "sim/world.h"

namespace scan::sim {

// The clock of an operator's command: while it waits, the world goes on. A command that lasts too long is ended by its operator, as if
// it had died.
class OperatorClock final : public Clock {
public:
    static constexpr Duration kPatience = std::chrono::minutes(15);

    explicit OperatorClock(World& world) : world_(world), began_at_(world.now()) {}

    Instant now() override { return world_.now(); }
    UtcTime utc_now() override { return world_.around().truth.utc_now(); }
    bool sleep_until(Instant at, std::stop_token stop) override {
        if (stop.stop_requested()) return false;
        if (at > began_at_ + kPatience) throw ProcessDeath{};
        if (at > now()) world_.pass(at - now());
        return true;
    }

private:
    World& world_;
    const Instant began_at_;
};

}  // namespace scan::sim
