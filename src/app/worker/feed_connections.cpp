#include "app/worker/feed_connections.h"

#include <utility>

#include "app/worker_settings.h"

namespace scan {

Result<FeedConnections> open_feed(const FeedConfig& config, CredentialWatch& credentials,
                                  Clock& clock) {
    HttpFeedSettings settings = http_feed_settings(config);
    settings.credentials = &credentials;
    auto poller = HttpFeed::create(std::move(settings), clock);
    if (!poller) return std::unexpected(poller.error());
    FeedConnections feed;
    feed.polling.poller = std::move(*poller);
    for (std::uint32_t i = 1; i < config.parallel_requests; ++i) {
        auto lane = feed.polling.poller->lane();
        if (!lane) return std::unexpected(lane.error());
        feed.polling.lanes.push_back(std::move(*lane));
    }
    auto jobs = feed.polling.poller->lane();
    if (!jobs) return std::unexpected(jobs.error());
    feed.jobs = std::move(*jobs);
    return feed;
}

}  // namespace scan
