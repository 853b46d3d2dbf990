#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "feed_server/feed_dialect.h"
#include "feed_server/feed_source.h"
#include "feed_server/generated_feed.h"
#include "feed_server/misbehaviour.h"
#include "feed_server/visible_feed.h"

namespace scan {

// Where a feed's events come from.
struct FeedSourceOptions {
    std::string recorded_file = {};  // .jsonl or .jsonl.gz; empty: `generated`
    GeneratedFeedOptions generated = {};
};

// Everything a feed server can be told. Each member's default is the contract's behaviour, without
// fault or delay.
struct FeedServerOptions {
    std::string host = "127.0.0.1";  // address or name to listen at
    std::uint16_t port = 0;          // 0: any free port
    std::string path = "/v1/scans/scanevents";
    std::uint32_t connections_max = 16;  // served at once, a thread each; more wait
    Duration keep_alive_timeout =
        std::chrono::seconds(2);  // whole seconds; an idle connection holds its thread so long
    std::uint64_t seed = 1;       // of everything that the server does by chance

    FeedSourceOptions source = {};
    FeedPace pace = {};
    FeedDialect dialect = {};
    Misbehaviour misbehaviour = {};
};

// The error (rejected) names the option that is out of range and what is allowed. The source's
// options are not looked at.
Result<> check(const FeedServerOptions& options);

// Opens the file or makes the parcels. Errors are those of RecordedFeed::open and
// GeneratedFeed::make.
Result<std::unique_ptr<FeedSource>> open_feed_source(const FeedSourceOptions& options);

}  // namespace scan
