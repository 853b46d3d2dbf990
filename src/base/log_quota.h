#pragma once

#include <cstddef>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"

namespace scan {

enum class LogLevel { debug, info, warn, error };

// How often one event may stand in the log: so many times a minute, and the rest is counted, so that a fault that repeats neither fills
// the disk nor hides what else is told. One thread.
class LogQuota final {
public:
    static constexpr std::size_t kAMinute = 20;

    struct LeftOut {
        std::string_view event;
        LogLevel level{};
        std::size_t lines = 0;
    };

    // Whether an entry may be written. `event` is a word of the code, which lives as long as the program.
    bool admits(std::string_view event, LogLevel level, Instant now);

    // What was left out in the minutes that are over. Each is told once.
    std::vector<LeftOut> take_over(Instant now);
    // The same of the minutes that are not over.
    std::vector<LeftOut> take_all() { return take_over(Instant::max()); }

private:
    struct Minute {
        Instant began;
        std::size_t entries = 0;
    };
    std::map<std::pair<std::string_view, LogLevel>, Minute> minutes_;
};

}  // namespace scan
