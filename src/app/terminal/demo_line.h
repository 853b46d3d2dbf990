#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace scan {

// How far the demo is.
struct DemoProgress {
    std::int64_t cursor = 0;
    std::size_t lag = 0;  // events that the feed shows and nobody has read yet
    double events_per_second = 0;
    std::uint64_t parcels = 0;
    std::uint64_t queued = 0;
    std::uint64_t failed = 0;
    bool is_complete = false;
    bool is_live = true;  // somebody has to end it
};

// One line about it that fits into `width` columns, from 40 on: what matters less is left out.
std::string demo_line(const DemoProgress& progress, std::size_t width);

}  // namespace scan
