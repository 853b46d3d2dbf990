#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/error.h"
#include "feed_server/feed_counters.h"
#include "feed_server/feed_server_options.h"

namespace scan {

// A Scan Event API over HTTP: for the demo, tests and load. Serves from `start` until it is
// destroyed, on threads of its own. Its clock is read by all of them.
class FeedServer final {
public:
    // Listens when it returns. `source` and `clock` must outlive the server; options.source is not
    // looked at. Errors name the option, or host:port if it cannot listen there (denied).
    static Result<std::unique_ptr<FeedServer>> start(const FeedServerOptions& options,
                                                     const FeedSource& source, Clock& clock);

    // Finishes the replies that are under way, without their latency. Waits for connections that
    // are idle up to the keep-alive timeout.
    ~FeedServer();
    FeedServer(const FeedServer&) = delete;
    FeedServer& operator=(const FeedServer&) = delete;

    std::uint16_t port() const;

    // `http://host:port`, without the path.
    std::string url() const;

    const FeedCounters& counters() const;

    // Which events are visible, late or malformed: for tests that wait until everything was to be
    // seen.
    VisibleFeed& feed();

private:
    struct Http;
    explicit FeedServer(std::unique_ptr<Http> http);

    std::unique_ptr<Http> http_;
};

}  // namespace scan
