#pragma once

#include <memory>
#include <vector>

#include "adapters/http_feed/http_feed.h"
#include "base/error.h"
#include "config/config.h"

namespace scan {

// Of the poller and its lanes. The lanes go before the poller's, whose turns and credential they share.
struct PollingConnections {
    std::unique_ptr<HttpFeed> poller;
    std::vector<std::unique_ptr<HttpFeed>> lanes;
};

// All that ask the feed, under one rate limit and with one credential.
struct FeedConnections {
    PollingConnections polling;
    std::unique_ptr<HttpFeed> jobs;  // must not outlive the poller's
};

// Errors are those of HttpFeed::create.
Result<FeedConnections> open_feed(const FeedConfig& config, CredentialWatch& credentials,
                                  Clock& clock);

}  // namespace scan
