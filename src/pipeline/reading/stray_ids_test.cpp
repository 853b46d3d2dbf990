#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "pipeline/event_page/event_page_encoder.h"
#include "pipeline/testing/poller_world.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

std::size_t count(const std::vector<std::int64_t>& all, std::int64_t id) {
    return static_cast<std::size_t>(std::ranges::count(all, id));
}

TEST(StrayIds, AnIdFarAboveAllOthersHidesNothingThatFollows) {
    PollerWorld world;
    world.outside.add_events(1, 10);
    constexpr std::int64_t kStray = std::numeric_limits<std::int64_t>::max();
    world.outside.add_events(kStray, kStray);
    world.run_for(10min);
    ASSERT_EQ(world.outside.cursor().last_event_id, EventId{10});
    world.outside.add_events(11, 20);
    world.run_for(10min);
    world.restart();
    world.run_for(10min);
    world.outside.add_events(22, 30);
    world.run_for(50s);
    world.outside.add_events(21, 21);
    world.run_for(10min);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{30});
    EXPECT_EQ(world.record().late, 1u);
    const auto queued = world.outside.queued_ids();
    for (std::int64_t id = 1; id <= 30; ++id) EXPECT_EQ(count(queued, id), 1u) << id;
    EXPECT_TRUE(world.record().stray_jumps.empty());
    EXPECT_EQ(count(queued, kStray), 2u) << "once by each process";
}

TEST(StrayIds, AFeedWhoseIdsReallyGoOnFarAboveIsFollowed) {
    PollerWorld world;
    world.outside.add_events(1, 10);
    world.outside.add_events(5'000'000'001, 5'000'000'009);
    world.run_for(1min);
    ASSERT_EQ(world.outside.cursor().last_event_id, EventId{10});
    world.outside.add_events(5'000'000'010, 5'000'000'020);
    world.run_for(1min);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{5'000'000'020});
    using Jump = std::pair<std::int64_t, std::int64_t>;
    EXPECT_EQ(world.record().stray_jumps, (std::vector{Jump(10, 5'000'000'001)}));
    world.outside.add_events(11, 11);
    world.run_for(1min);
    EXPECT_EQ(count(world.outside.queued_ids(), 11), 1u) << "late since the cursor passed it";
}

// Such as those that are made of the time: a worker whose cursor waited below them would read them all again after each restart.
TEST(StrayIds, IdsThatAreAllFarApartAreFollowed) {
    PollerWorld world;
    constexpr std::int64_t kFirst = 2'000'000'000'000'000'000;
    const auto id = [](std::int64_t i) { return kFirst + 4'194'304 * 97 * i; };
    for (std::int64_t i = 0; i < 500; ++i) world.outside.add_events(id(i), id(i));
    world.run_for(1min);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{id(499)});
    for (std::int64_t i = 500; i < 510; ++i) {
        world.outside.add_events(id(i), id(i));
        world.run_for(1min);
        EXPECT_EQ(world.outside.cursor().last_event_id, EventId{id(i)});
    }
    EXPECT_TRUE(world.record().stray_jumps.empty());
}

// Its list has the last two in the other order, and a page ends between them.
TEST(StrayIds, PagesAboveAStrayJumpOverlapSoThatADisplacedEventIsFound) {
    PollingWorkerSettings settings;
    settings.poller.page_limit = 4;
    PollerWorld world(settings);
    constexpr std::int64_t kFar = 1'000'000'000'000;
    const std::vector<std::int64_t> listed = {10, kFar, 2 * kFar, 4 * kFar, 3 * kFar, 5 * kFar};
    world.outside.feed.intercept(
        [&](const MemoryFeed::Request& request) -> std::optional<Result<FeedReply>> {
            std::vector<std::string> texts;
            for (const std::int64_t id : listed) {
                if (id >= request.from.value && texts.size() < request.limit)
                    texts.push_back(feed_text(scan_event(id)));
            }
            const std::vector<std::string_view> page(texts.begin(), texts.end());
            return FeedReply{.kind = FeedReply::Kind::page, .body = encode_page(page)};
        });
    world.run_for(5min);
    ASSERT_EQ(world.outside.cursor().last_event_id, EventId{10});
    EXPECT_EQ(count(world.outside.queued_ids(), 3 * kFar), 1u);
}

TEST(StrayIds, OneJumpThatWasPassedMakesTheNextNoLessStray) {
    PollerWorld world;
    world.outside.add_events(1, 1);
    world.run_for(10s);
    world.restart();
    world.outside.add_events(100'000'001, 100'000'001);
    world.outside.add_events(200'000'001, 200'000'012);
    world.outside.add_events(300'000'001, 300'000'002);
    world.run_for(1min);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{200'000'012});
}

// What came between the pages of one way up was perhaps not shown by any of them.
TEST(StrayIds, IsCaughtUpAsOfTheFirstPageAboveTheCursor) {
    PollingWorkerSettings settings;
    settings.poller.page_limit = 5;
    PollerWorld world(settings);
    world.outside.add_events(1, 10);
    for (std::int64_t i = 1; i <= 12; ++i)
        world.outside.add_events(i * 1'000'000'000'000, i * 1'000'000'000'000);
    UtcTime asked_at;
    world.outside.feed.intercept(
        [&](const MemoryFeed::Request& request) -> std::optional<Result<FeedReply>> {
            if (request.from == EventId{10}) asked_at = world.outside.clock.utc_now();
            return std::nullopt;
        });
    std::optional<UtcTime> caught_up_at;
    for (int i = 0; i < 120; ++i) {
        world.run_for(1s);
        caught_up_at = world.worker->held.report().caught_up_at;
        ASSERT_LE(caught_up_at.value_or(asked_at), asked_at) << i;
    }
    ASSERT_EQ(world.outside.cursor().last_event_id, EventId{10});
    EXPECT_TRUE(caught_up_at);
}

TEST(StrayIds, MoreMistakenIdsThanFitAPageHideNothing) {
    PollingWorkerSettings settings;
    settings.poller.page_limit = 3;
    PollerWorld world(settings);
    world.outside.add_events(1, 10);
    for (std::int64_t group = 1; group <= 4; ++group) {
        for (std::int64_t i = 0; i < 5; ++i) {
            const std::int64_t id = group * 1'000'000'000 + i;
            world.outside.add_events(id, id);
        }
    }
    world.run_for(1min);
    EXPECT_EQ(world.outside.queued_ids().size(), 30u);
    world.outside.add_events(11, 30);
    world.run_for(1min);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{30});
    EXPECT_EQ(world.outside.queued_ids().size(), 50u);
}

}  // namespace
}  // namespace scan
