#include "app/worker_watch.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/event_page/compressed_body.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

// For what a call does beside waiting: reconnecting, bringing tables up to date, a machine that is starved.
constexpr Duration kMargin = 60s;
// SqsSettings::timeout, and the time that credentials may take.
constexpr Duration kSqsRequest = 20s;

CallLimits call_limits(const Config& config) {
    const Duration store = 3 * config.store.timeout + kMargin;
    // An answer may need a new token first, and each waits for its turn.
    const Duration turn = config.feed.rate_limit
                              ? std::chrono::duration_cast<Duration>(4s / *config.feed.rate_limit)
                              : Duration::zero();
    return {.store = store,
            .queue = std::max(store, kSqsRequest + kMargin),
            .feed = 3 * config.feed.timeout + turn + kMargin};
}

}  // namespace

WorkerWatch::WorkerWatch(const Config& config, Metrics& metrics, Clock& clock)
    : board(clock),
      credentials(board.credentials(), metrics, clock),
      compression(kCompressedForm, clock),
      metrics_(metrics),
      clock_(clock),
      limits_(call_limits(config)) {}

std::string stage_name(WorkerPart part, std::size_t number) {
    switch (part) {
        case WorkerPart::poller: return "the poller";
        case WorkerPart::feed_lane: return fmt::format("lane {} to the feed", number);
        case WorkerPart::retention: return "the retention";
        case WorkerPart::processor: return fmt::format("processor {}", number);
        case WorkerPart::report: return "the progress report";
        case WorkerPart::lease_keeper: return "the lease's keeper";
        case WorkerPart::visibility_keeper: return "the visibility's keeper";
        case WorkerPart::heartbeat: return "the heartbeat";
        case WorkerPart::notifier: return "the notifier";
        case WorkerPart::pause_watch: return "the watch for pauses";
        case WorkerPart::jobs: return "the jobs";
        case WorkerPart::proof: return "the continuous proof";
    }
    std::unreachable();
}

}  // namespace scan
