#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/chaos/chronicle.h"
#include "tests/chaos/fault.h"
#include "tests/chaos/proxied_connection.h"
#include "tests/chaos/seasons.h"

namespace scan {

// Begins faults at random moments, several at a time, and ends each after a random while. One
// thread.
class FaultCalendar final {
public:
    // Of `longest`, no fault lasts longer than `duration_max`.
    FaultCalendar(std::vector<ChaosFault> faults, Random random,
                  std::chrono::milliseconds duration_max, const Seasons& seasons,
                  Chronicle& chronicle);

    // Begins in the midst of some of the outages, besides.
    void accompany_outages(ChaosFault companion) { companion_ = std::move(companion); }

    // Ends and begins what is due.
    void step(SteadyTime now);
    // Ends all.
    void end_all();

    // How often each kind has begun; those that never did have 0.
    const std::map<std::string, std::uint64_t>& counts() const { return counts_; }

private:
    struct Lasting {
        std::string kind;
        std::string victim;
        std::function<void()> end;
    };

    void begin(const ChaosFault& fault, SteadyTime now);
    const ChaosFault& draw();
    std::chrono::milliseconds draw_duration(const ChaosFault& fault, SteadyTime now);
    void end(const Lasting& lasting);

    const std::vector<ChaosFault> faults_;
    Random random_;
    const std::chrono::milliseconds duration_max_;
    const Seasons& seasons_;
    Chronicle& chronicle_;
    std::optional<ChaosFault> companion_;
    std::optional<SteadyTime> next_;
    std::multiset<SteadyTime> companions_;
    std::multimap<SteadyTime, Lasting> lasting_;
    std::set<std::string> befallen_;
    std::map<std::string, std::uint64_t> counts_;
};

}  // namespace scan
