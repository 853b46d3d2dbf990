#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>

#include "base/mutex.h"
#include "base/utc_time.h"

namespace scan {

// Lag and throughput of the last hour, as this worker's heartbeat saw them, for the charts: kept in memory, so a worker that has just
// begun tells little. Any thread.
class LastHour final {
public:
    struct Figure {
        UtcTime at;
        std::optional<double> lag_seconds;  // nullopt: not known
        double events_per_second = 0;
    };

    // Forgets what is older than an hour. A figure within 5 s of the last one is left out.
    void tell(const Figure& figure);

    // {"figures":[{"at_utc","lag_seconds","events_per_second"}]}, oldest first.
    std::string document() const;

private:
    mutable Mutex mutex_;
    std::deque<Figure> figures_ GUARDED_BY(mutex_);
};

}  // namespace scan
