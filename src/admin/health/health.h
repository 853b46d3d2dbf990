#pragma once

#include <string>
#include <vector>

#include "admin/http/router.h"
#include "telemetry/last_answer.h"
#include "telemetry/stage_watch.h"

namespace scan {

// One thing that was looked at.
struct HealthCheck {
    std::string name;
    bool is_ok = true;
    std::string text;  // one line for people

    bool operator==(const HealthCheck&) const = default;
};

// How long ago a dependency may have answered last.
struct HealthLimits {
    Duration store = std::chrono::seconds(10);
    Duration queue = std::chrono::seconds(30);
};

// Whether this worker lives, and whether it is ready to work, by what its stages left in memory: asks nobody, so it answers at once whatever
// does not. Any thread.
class Health final {
public:
    Health(const StageWatch& stages, const LastAnswer& store, const LastAnswer& queue,
           HealthLimits limits, Clock& clock)
        : stages_(stages), store_(store), queue_(queue), limits_(limits), clock_(clock) {}

    // It lives unless a stage is stuck or has ended. Waiting for a dependency is living.
    std::vector<HealthCheck> live() const;
    // It is ready if it lives, is not stopping, and store and queue answered lately. That the store answers says that its tables are of a
    // version that this program may run on, because every session looks at that first. The feed's outages do not matter.
    std::vector<HealthCheck> ready() const;

    bool is_live() const;
    // "ready", or the first thing that is wrong.
    std::string sentence() const;

private:
    HealthCheck dependency(const LastAnswer& dependency, Duration limit) const;

    const StageWatch& stages_;
    const LastAnswer& store_;
    const LastAnswer& queue_;
    const HealthLimits limits_;
    Clock& clock_;
};

bool is_all_ok(const std::vector<HealthCheck>& checks);

// GET /livez and /readyz: 200 or 503, with a line for what is wrong, or for each check with `?verbose`.
void add_health_routes(Router& router, const Health& health);

}  // namespace scan
