#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace scan::sim {

// The last things that happened, cheap enough to be kept always and written only if a run fails.
// Words must outlive the trace.
class Trace {
public:
    static constexpr std::size_t kEntriesMax = 400;

    explicit Trace(ManualClock& truth) : truth_(truth), began_at_(truth.now()) {}

    // `process`: 0 for the world itself.
    void note(int process, std::string_view what, std::int64_t number = 0,
              std::string_view outcome = {});

    // The last `count`, oldest first, a line each.
    std::vector<std::string> tail(std::size_t count) const;

private:
    struct Entry {
        Instant at;
        int process = 0;
        std::string_view what;
        std::int64_t number = 0;
        std::string_view outcome;
    };

    ManualClock& truth_;
    Instant began_at_;
    std::vector<Entry> entries_;  // a ring
    std::size_t next_ = 0;
};

}  // namespace scan::sim
