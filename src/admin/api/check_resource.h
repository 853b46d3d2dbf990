#pragma once

#include <optional>
#include <string>

#include "admin/api/api_context.h"
#include "admin/http/router.h"
#include "base/mutex.h"

namespace scan {

// What feed, queue and store last said of themselves. Any thread.
class LastChecks final {
public:
    // Nobody who may only read can make the worker ask the feed more often.
    static constexpr Duration kInterval = std::chrono::seconds(10);

    // The last document, if it is no older or is just being asked for anew; else that of asking now. nullopt: another thread asks, and
    // there is none yet.
    std::optional<std::string> document(const ApiContext& context);

private:
    struct Asked {
        Instant at;
        std::string document;
    };
    Mutex mutex_;  // not held while it asks
    std::optional<Asked> last_ GUARDED_BY(mutex_);
    bool is_asking_ GUARDED_BY(mutex_) = false;
};

// GET /api/v1/checks.
void add_check_routes(Router& router, LastChecks& checks, const ApiContext& context);

}  // namespace scan
