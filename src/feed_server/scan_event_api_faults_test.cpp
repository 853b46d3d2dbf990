#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "feed_server/testing/api_world.h"

namespace scan {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(ScanEventApiFaults, WaitsForTheLatencyOfTheInjectedClock) {
    ApiWorld world({}, {.latency_min = milliseconds(30), .latency_max = milliseconds(50)});
    const Instant before = world.clock.now();
    EXPECT_EQ(world.ask().status, 200);
    EXPECT_GE(world.clock.now() - before, milliseconds(30));
    EXPECT_LE(world.clock.now() - before, milliseconds(50));
    world.stop.request_stop();
    EXPECT_EQ(world.ask().status, 503);
    EXPECT_EQ(world.counters.stopped, 1u);
}

TEST(ScanEventApiFaults, FailsByChanceAndCountsEachKind) {
    ApiWorld world({}, {.error_rate = 0.5, .throttle_rate = 0.2});
    std::map<int, std::uint64_t> statuses;
    for (int request = 0; request < 1000; ++request) ++statuses[world.ask().status];
    EXPECT_NEAR(static_cast<double>(statuses[200]), 400, 50);
    EXPECT_EQ(statuses[429], world.counters.throttled);
    EXPECT_EQ(statuses[500], world.counters.internal_errors);
    EXPECT_EQ(statuses[503], world.counters.unavailable);
    EXPECT_EQ(world.counters.throttled + world.counters.internal_errors +
                  world.counters.unavailable + statuses[200],
              1000u);
    EXPECT_EQ(world.counters.retry_after_said, 0u);
}

TEST(ScanEventApiFaults, SaysRetryAfterInBothForms) {
    ApiWorld in_seconds({}, {.throttle_rate = 1,
                             .retry_after_rate = 1,
                             .retry_after = seconds(90),
                             .retry_after_form = RetryAfterForm::seconds});
    EXPECT_EQ(header(in_seconds.ask(), "Retry-After"), "90");
    EXPECT_EQ(in_seconds.counters.retry_after_said, 1u);
    ApiWorld as_date({}, {.throttle_rate = 1,
                          .retry_after_rate = 1,
                          .retry_after = seconds(90),
                          .retry_after_form = RetryAfterForm::http_date});
    EXPECT_EQ(header(as_date.ask(), "Retry-After"), "Thu, 01 Jan 2026 01:01:30 GMT");
}

TEST(ScanEventApiFaults, ACutBodyIsNeitherEmptyNorAPage) {
    ApiWorld world({}, {.truncated_rate = 1});
    simdjson::dom::parser parser;
    for (int request = 0; request < 300; ++request) {
        const auto reply = world.ask("150", "2");
        ASSERT_FALSE(reply.body.empty());
        if (reply.cut_at) {
            EXPECT_LT(*reply.cut_at, reply.body.size());
            EXPECT_EQ(ids_of(reply), (Ids{150, 151}));
        } else {
            EXPECT_NE(parser.parse(reply.body).error(), simdjson::SUCCESS);
        }
    }
    EXPECT_GT(world.counters.cut_bodies, 100u);
    EXPECT_GT(world.counters.cut_connections, 100u);
    EXPECT_EQ(world.counters.events_served, 0u);
    EXPECT_EQ(world.ask("301", "1").body, R"({"ScanEvents":[]})") << "an empty page is not cut";
}

TEST(ScanEventApiFaults, AnUnorderedPageHoldsTheSameEvents) {
    ApiWorld world({}, {.unordered_rate = 1});
    Ids ids = ids_of(world.ask());
    EXPECT_NE(ids, range(101, 200));
    std::ranges::sort(ids);
    EXPECT_EQ(ids, range(101, 200));
    EXPECT_EQ(world.counters.unordered_pages, 1u);
}

TEST(ScanEventApiFaults, ARepeatedEventIsOneOfThePageAndComesOnTop) {
    ApiWorld world({}, {.repeated_rate = 1});
    const Ids ids = ids_of(world.ask());
    EXPECT_GT(ids.size(), 100u);
    EXPECT_LE(ids.size(), 103u);
    EXPECT_EQ(std::set<std::int64_t>(ids.begin(), ids.end()).size(), 100u);
    EXPECT_EQ(world.counters.repeated_served, ids.size() - 100);
    EXPECT_EQ(world.counters.events_served, ids.size());
}

TEST(ScanEventApiFaults, MalformedEventsStandBetweenTheOthersAndAreCounted) {
    ApiWorld world({}, {.malformed_rate = 0.2});
    const Ids ids = ids_of(world.ask("101", "1000"));
    EXPECT_EQ(std::ranges::count(ids, 0), 40) << "the ids of this feed leave no gap";
    EXPECT_EQ(world.counters.malformed_served, 40u);
    EXPECT_EQ(std::set<std::int64_t>(ids.begin(), ids.end()).size(), 201u);
}

TEST(ScanEventApiFaults, TheSeedAloneDecidesTheFateOfTheNthRequest) {
    const auto statuses = [] {
        ApiWorld world({}, Misbehaviour::of_every_kind());
        std::vector<std::pair<int, std::string>> all;
        for (int request = 0; request < 200; ++request) {
            auto reply = world.ask();
            all.emplace_back(reply.status, std::move(reply.body));
        }
        return all;
    };
    EXPECT_EQ(statuses(), statuses());
}

TEST(ScanEventApiFaults, AReaderThatTriesAgainGetsThroughEveryKindOfMisbehaviour) {
    ApiWorld world({}, Misbehaviour::of_every_kind());
    std::set<std::int64_t> seen;
    for (int request = 0; request < 5000 && !(seen.size() == 200 && *seen.rbegin() == 300);
         ++request) {
        world.clock.advance(milliseconds(10));
        const auto reply = world.ask(std::to_string(request % 20 * 10 + 101), "20");
        if (reply.status != 200 || reply.cut_at) continue;
        for (const std::int64_t id : ids_of(reply)) {
            if (id > 0) seen.insert(id);
        }
    }
    const Ids all = range(101, 300);
    EXPECT_EQ(seen, std::set<std::int64_t>(all.begin(), all.end()));
}

}  // namespace
}  // namespace scan
