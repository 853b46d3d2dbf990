#include "app/status_limits.h"

namespace scan {
namespace {

// For what no timeout counts: names that are looked up, a machine that is busy.
constexpr Duration kAllowance = std::chrono::seconds(10);
// The longest that a request of Amazon SQS takes beyond its wait, its one repetition included.
constexpr Duration kSqsRequests = std::chrono::seconds(60);

}  // namespace

Facts status_limits(const Config& config) {
    Facts limits;
    limits.grace = config.status.grace;
    limits.lag_max = config.status.lag_max;
    if (config.status.quiet_max > Duration::zero()) limits.quiet_max = config.status.quiet_max;
    limits.poll_interval = config.feed.poll_interval;
    limits.late_window = config.feed.late_window;
    return limits;
}

Duration feed_call_max(const Config& config) {
    // A refused credential is renewed and the page asked for once more; each request takes its turn.
    Duration turns = Duration::zero();
    if (const auto& rate = config.feed.rate_limit)
        turns = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(3 / *rate));
    return 2 * config.feed.timeout + turns + kAllowance;
}

Duration queue_call_max(const Config& config) {
    const bool is_sqs = config.queue.url.engine == EngineUrl::Engine::sqs;
    return config.queue.receive_wait + (is_sqs ? kSqsRequests : 2 * config.store.timeout) +
           kAllowance;
}

Duration store_call_max(const Config& config) {
    return 2 * config.store.timeout + kAllowance;
}

}  // namespace scan
