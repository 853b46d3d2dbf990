#pragma once

#include <optional>
#include <string>
#include <utility>

#include "base/mutex.h"

namespace scan {

// What the worker's heartbeat last found, as the API tells it: answered from memory, whatever store and queue do. Any thread.
class LiveDocuments final {
public:
    struct Known {
        std::string status;   // of GET /api/v1/status
        std::string workers;  // of GET /api/v1/workers
    };

    void tell(Known known) {
        const MutexLock lock(mutex_);
        known_ = std::move(known);
    }
    // nullopt: nothing is known yet.
    std::optional<Known> last() const {
        const MutexLock lock(mutex_);
        return known_;
    }

private:
    mutable Mutex mutex_;
    std::optional<Known> known_ GUARDED_BY(mutex_);
};

}  // namespace scan
