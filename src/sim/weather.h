#pragma once

#include <array>
#include <optional>

#include "adapters/faulty/fault_script.h"
#include "base/random.h"
#include "sim/scenario/scenario.h"

namespace scan::sim {

enum class Party { feed, queue, store };
Party party_of(Operation operation);
// Is it about one entry of a batch? Such a call happens inside another.
bool is_entry(Operation operation);
// Does it change what the party keeps? A read-only one refuses it.
bool is_write(Operation operation);

// Decides what goes wrong and when, by the scenario's rates and by outages, until it clears up. One thread.
class Weather {
public:
    Weather(const Scenario& scenario, ManualClock& truth)
        : scenario_(scenario), truth_(truth), random_(scenario.seed ^ 0x3ea74e4u) {}

    // Nothing goes wrong any more.
    void clear();
    bool is_clear() const { return is_clear_; }

    // `party` does not answer for a while; or a store is read-only, or a queue takes no messages.
    void begin_outage(Party party);
    // When the last outage ends.
    Instant outages_end() const;

    std::optional<Fault> fault(Operation operation);
    bool crashes() { return happens(scenario_.crash_rate); }
    bool pauses() { return happens(scenario_.pause_rate); }
    bool duplicates() { return happens(scenario_.duplicate_rate); }
    bool lapses() { return happens(scenario_.lapse_rate); }
    // How long a call takes.
    Duration slowness();
    // How long an answer is on its way after the call took effect.
    Duration answer_delay();
    Duration pause() { return up_to(scenario_.pause_max); }
    Duration up_to(Duration max);

private:
    struct Outage {
        Instant until{};
        bool is_read_only = false;
    };

    bool happens(double rate) { return !is_clear_ && random_.chance(rate); }
    double rate_of(Operation operation) const;
    std::optional<Fault> outage_fault(Operation operation);

    const Scenario& scenario_;
    ManualClock& truth_;
    Random random_;
    std::array<Outage, 3> outages_{};
    bool is_clear_ = false;
};

// What every error made here begins with: any other one is the worker's own.
inline constexpr std::string_view kSimulated = "simulated";

}  // namespace scan::sim
