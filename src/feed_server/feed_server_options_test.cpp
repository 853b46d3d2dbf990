#include "feed_server/feed_server_options.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <utility>

namespace scan {
namespace {

std::string error_after(const std::function<void(FeedServerOptions&)>& change) {
    FeedServerOptions options;
    change(options);
    const auto checked = check(options);
    return checked ? "" : checked.error().message;
}

TEST(FeedServerOptions, DefaultsAndEveryKindOfMisbehaviourAreInRange) {
    EXPECT_EQ(error_after([](FeedServerOptions&) {}), "");
    EXPECT_EQ(
        error_after([](FeedServerOptions& o) { o.misbehaviour = Misbehaviour::of_every_kind(); }),
        "");
}

TEST(FeedServerOptions, TheErrorNamesTheOptionAndWhatIsAllowed) {
    using Options = FeedServerOptions;
    constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
    const std::vector<std::pair<std::function<void(Options&)>, std::string>> table = {
        {[](Options& o) { o.misbehaviour.error_rate = 1.1; }, "error rate must be from 0 to 1"},
        {[](Options& o) { o.misbehaviour.late_rate = -0.1; }, "late rate must be from 0 to 1"},
        {[](Options& o) { o.misbehaviour.malformed_rate = kNaN; },
         "malformed rate must be from 0 to 1"},
        {[](Options& o) { o.path = "v1"; }, "path must be one that begins with /"},
        {[](Options& o) { o.connections_max = 0; }, "connections max must be from 1 to 1000"},
        {[](Options& o) { o.keep_alive_timeout = std::chrono::milliseconds(1500); },
         "keep-alive timeout must be whole seconds"},
        {[](Options& o) { o.misbehaviour.retry_after = std::chrono::milliseconds(1); },
         "retry after must be whole seconds"},
        {[](Options& o) { o.misbehaviour.latency_min = std::chrono::seconds(1); },
         "latency must be a time from 0 on, the smallest not above the greatest"},
        {[](Options& o) { o.misbehaviour.late_delay = -std::chrono::seconds(1); },
         "late delay must be a time from 0 on"},
        {[](Options& o) { o.pace.events_per_second = kNaN; },
         "events per second must be a number from 0 on"},
        {[](Options& o) { o.dialect.from_min = -1; }, "from min must be a number from 0 on"},
        {[](Options& o) { o.dialect.retained_from = -1; },
         "retained from must be a number from 0 on"},
    };
    for (const auto& [change, message] : table)
        EXPECT_EQ(error_after(change), "feed server: " + message);
}

TEST(FeedServerOptions, AFileNameMeansARecordedFeedAndNoneAGeneratedOne) {
    const auto generated =
        open_feed_source({.recorded_file = "", .generated = {.parcels = 2, .events = 6}});
    ASSERT_TRUE(generated);
    EXPECT_EQ((*generated)->event_ids().size(), 6u);
    const auto recorded =
        open_feed_source({.recorded_file = "no-such-file.jsonl", .generated = {}});
    ASSERT_FALSE(recorded);
    EXPECT_EQ(recorded.error().message, "no-such-file.jsonl: No such file or directory");
}

}  // namespace
}  // namespace scan
