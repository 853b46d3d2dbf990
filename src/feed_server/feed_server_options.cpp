#include "feed_server/feed_server_options.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

#include "feed_server/recorded_feed.h"

namespace scan {
namespace {

Result<> refuse(std::string_view option, std::string_view allowed) {
    return fail(ErrorCode::rejected, fmt::format("feed server: {} must be {}", option, allowed));
}

bool is_whole_seconds(Duration duration) {
    return duration >= Duration::zero() && duration % std::chrono::seconds(1) == Duration::zero();
}

}  // namespace

Result<> check(const FeedServerOptions& options) {
    const Misbehaviour& faults = options.misbehaviour;
    const std::array<std::pair<std::string_view, double>, 8> rates = {{
        {"error rate", faults.error_rate},
        {"throttle rate", faults.throttle_rate},
        {"retry after rate", faults.retry_after_rate},
        {"truncated rate", faults.truncated_rate},
        {"repeated rate", faults.repeated_rate},
        {"unordered rate", faults.unordered_rate},
        {"late rate", faults.late_rate},
        {"malformed rate", faults.malformed_rate},
    }};
    for (const auto& [name, rate] : rates) {
        const bool in_range = rate >= 0 && rate <= 1;  // false for NaN
        if (!in_range) return refuse(name, "from 0 to 1");
    }
    if (!options.path.starts_with('/')) return refuse("path", "one that begins with /");
    if (options.connections_max < 1 || options.connections_max > 1000)
        return refuse("connections max", "from 1 to 1000");
    if (!is_whole_seconds(options.keep_alive_timeout))
        return refuse("keep-alive timeout", "whole seconds");
    if (!is_whole_seconds(faults.retry_after)) return refuse("retry after", "whole seconds");
    if (faults.latency_min < Duration::zero() || faults.latency_max < faults.latency_min) {
        return refuse("latency", "a time from 0 on, the smallest not above the greatest");
    }
    if (faults.late_delay < Duration::zero()) return refuse("late delay", "a time from 0 on");
    if (!(options.pace.events_per_second >= 0))
        return refuse("events per second", "a number from 0 on");
    if (options.dialect.from_min < 0) return refuse("from min", "a number from 0 on");
    if (options.dialect.retained_from < 0) return refuse("retained from", "a number from 0 on");
    return {};
}

Result<std::unique_ptr<FeedSource>> open_feed_source(const FeedSourceOptions& options) {
    if (options.recorded_file.empty()) return GeneratedFeed::make(options.generated);
    return RecordedFeed::open(options.recorded_file);
}

}  // namespace scan
