#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "base/mutex.h"

namespace scan {

// Writes lines to a descriptor without waiting for its reader, so that nobody stands still because a
// pipe or a terminal is not read. A line that finds no room is kept, up to a bound, and written
// before the next one. Beyond the bound lines are dropped; once there is room again, a line says how
// many. A descriptor that cannot be written loses its lines. Any thread may call it.
class LineWriter final {
public:
    // `tell_dropped` makes the line about so many that were dropped, its line break included.
    LineWriter(int descriptor, std::function<std::string(std::size_t)> tell_dropped);

    // Gives the reader one more second for what is kept.
    ~LineWriter();
    LineWriter(const LineWriter&) = delete;
    LineWriter& operator=(const LineWriter&) = delete;

    // `line` ends with its line break.
    void write(std::string_view line);

private:
    bool has_room(int wait_milliseconds) const;
    void write_what_fits() REQUIRES(mutex_);
    void take_back_dropped() REQUIRES(mutex_);

    const int descriptor_;
    const std::function<std::string(std::size_t)> tell_dropped_;
    Mutex mutex_;
    std::string kept_ GUARDED_BY(mutex_);
    std::size_t dropped_ GUARDED_BY(mutex_) = 0;
};

}  // namespace scan
