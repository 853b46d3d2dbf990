#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/testing/effort.h"
#include "pipeline/event_page/event_page_encoder.h"
#include "pipeline/testing/rested_world.h"

// Cases at real scale in which events were once lost without a word.
namespace scan {
namespace {

using namespace std::chrono_literals;

std::size_t count(const std::vector<std::int64_t>& all, std::int64_t id) {
    return static_cast<std::size_t>(std::ranges::count(all, id));
}

// A feed that grows by `rate` events a second; one in `late_one_in` becomes visible later than its
// neighbours. What was sent is taken from the queue and forgotten.
class GrowingFeed {
public:
    explicit GrowingFeed(PollingWorkerSettings settings = {}) : world(std::move(settings)) {}

    void run(Duration time, std::int64_t rate, std::int64_t late_one_in, Duration lateness) {
        constexpr Duration kTick = 100ms;
        const Instant end = world.outside.clock.now() + time;
        while (world.outside.clock.now() < end) {
            for (std::int64_t i = rate / 10; i > 0; --i) {
                ++last_id;
                if (late_one_in > 0 && last_id % late_one_in == 0) {
                    coming.emplace(world.outside.clock.now() + lateness, last_id);
                    ++late;
                } else {
                    world.outside.add_events(last_id, last_id);
                }
            }
            show_due();
            world.run_for(kTick);
            world.drain_queue();
        }
    }

    void show_due() {
        while (!coming.empty() && coming.begin()->first <= world.outside.clock.now()) {
            const std::int64_t id = coming.begin()->second;
            world.outside.add_events(id, id);
            coming.erase(coming.begin());
        }
    }

    PollerWorld world;
    std::multimap<Instant, std::int64_t> coming;
    std::int64_t last_id = 0;
    std::size_t late = 0;
};

TEST(NothingMissed, NoLateIdAtThousandsOfEventsASecond) {
    struct Case {
        std::int64_t rate;
        Duration lateness;
    };
    for (const auto& [rate, lateness] :
         {Case{effort(5'000), 25s}, Case{effort(10'000), 3s}, Case{effort(10'000), 55s}}) {
        GrowingFeed feed;
        feed.run(20s, rate, effort(1'999), lateness);
        feed.run(lateness, rate, 0, {});
        feed.run(65s - lateness, rate / 10, 0, {});
        feed.world.run_for(70s);
        EXPECT_GT(feed.late, 40u);
        EXPECT_GT(feed.world.record().late, feed.late / 2);
        EXPECT_EQ(feed.world.record().events, static_cast<std::size_t>(feed.last_id))
            << rate << " events a second, each sent once";
        EXPECT_EQ(feed.world.outside.cursor().last_event_id, EventId{feed.last_id});
        EXPECT_TRUE(feed.world.outside.cursor().unpaid.empty());
    }
}

TEST(NothingMissed, AFeedWithHolesIsAskedLittleMoreThanTwiceAsOften) {
    if (kIsSanitized) GTEST_SKIP() << "a count of requests at a high rate: for the quick builds";
    std::size_t requests[2];
    for (const bool has_holes : {false, true}) {
        GrowingFeed feed;
        feed.run(90s, 10'000, has_holes ? 199 : 0, 24h);
        const std::size_t before = feed.world.requests();
        feed.run(20s, 10'000, has_holes ? 199 : 0, 24h);
        requests[has_holes ? 1 : 0] = feed.world.requests_since(before);
    }
    EXPECT_LE(requests[1] * 10, requests[0] * 22);
}

TEST(NothingMissed, NoLateIdWithABacklogBehindARestartOrAnOutage) {
    constexpr std::int64_t kLast = 100 + effort(150'000);
    for (const bool is_restart : {true, false}) {
        MemoryQueueSettings unlimited;
        PollerWorld world({}, unlimited);
        world.outside.add_events(1, 49);
        world.outside.add_events(51, 100);
        world.run_for(1s);
        ASSERT_EQ(world.outside.cursor().last_event_id, EventId{100});
        if (is_restart) world.kill();
        if (!is_restart) world.outside.faults.break_down(Operation::feed_fetch);
        world.outside.add_events(101, kLast);
        world.run_for(3s);
        world.outside.add_events(50, 50);
        world.outside.faults.repair(Operation::feed_fetch);
        if (is_restart) world.start();
        world.run_for(70s);
        EXPECT_EQ(world.outside.cursor().last_event_id, EventId{kLast});
        EXPECT_EQ(count(world.outside.queued_ids(), 50), 1u) << is_restart;
        world.run_for(70s);
        EXPECT_TRUE(world.outside.cursor().unpaid.empty());
    }
}

TEST(NothingMissed, RetentionThatOvertakesTheCursorWhileItCatchesUpIsTold) {
    constexpr std::int64_t kLast = effort(200'000);
    for (const auto bound : {MemoryFeed::Bound::exclusive, MemoryFeed::Bound::inclusive}) {
        PollingWorkerSettings settings;
        // So that a backlog is much more than the pages for which the cursor may wait.
        settings.poller.page_limit = 100;
        PollerWorld world(settings);
        world.outside.feed.set_bound(bound);
        for (std::int64_t id = 10; id <= kLast; id += 2) world.outside.add_events(id, id);
        ASSERT_TRUE(world.timetable.run_until(
            [&] { return world.outside.cursor().last_event_id >= EventId{kLast / 5}; }, 1min));
        // In a backlog the cursor stands behind what was read.
        const EventId read{std::ranges::max(world.outside.queued_ids())};
        world.outside.feed.forget_up_to(EventId{read.value + kLast / 10});
        world.run_for(3min);
        EXPECT_EQ(world.outside.cursor().last_event_id, EventId{kLast});
        const auto gaps = saved_gaps(world);
        EXPECT_TRUE(std::ranges::any_of(gaps, [&](const FeedGap& gap) {
            return gap.is_proven && gap.after_event_id <= read &&
                   gap.before_event_id == EventId{read.value + kLast / 10 + 2};
        }));
    }
}

TEST(NothingMissed, RetentionThatOvertakesAfterTheCursorsEventWasDeletedIsTold) {
    PollerWorld world;
    world.outside.add_events(1, 200'000);
    // The event at the cursor is gone alone; then, in the same minute, many more.
    constexpr EventId kDeleted{40 * 999 + 1};  // where a page of 1,000 begins
    world.outside.feed.intercept(
        [&](const MemoryFeed::Request& request) -> std::optional<Result<FeedReply>> {
            if (request.from != kDeleted) return std::nullopt;
            std::vector<std::string_view> texts;
            auto event = world.outside.feed.events().upper_bound(EventId{kDeleted.value + 1});
            for (; texts.size() < request.limit; ++event) texts.push_back(event->second);
            return FeedReply{.body = encode_page(texts)};
        });
    ASSERT_TRUE(world.timetable.run_until(
        [&] { return world.outside.cursor().last_event_id > kDeleted; }, 1min));
    ASSERT_EQ(probes(world), 1) << "the deleted event was a reason to ask";
    const EventId cursor = world.outside.cursor().last_event_id;
    world.outside.feed.forget_up_to(EventId{cursor.value + 20'000});
    world.run_for(2min);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{200'000});
    EXPECT_EQ(saved_gaps(world),
              (std::vector<FeedGap>{{cursor, EventId{cursor.value + 20'001}},
                                    {kDeleted, EventId{kDeleted.value + 2}, false}}));
}

// Answers 500 to each request whose page would hold this event.
MemoryFeed::Interceptor without_event(const MemoryFeed& feed, EventId broken) {
    return [&feed, broken](const MemoryFeed::Request& request) -> std::optional<Result<FeedReply>> {
        auto event = feed.events().lower_bound(request.from);
        for (std::uint32_t i = 0; i < request.limit && event != feed.events().end(); ++i, ++event) {
            if (event->first == broken) return fail(ErrorCode::transient, "500");
        }
        return std::nullopt;
    };
}

TEST(NothingMissed, OnePageBelowTheCursorThatCannotBeReadHidesOnlyItself) {
    PollerWorld world;
    world.outside.add_events(1, 19);
    for (std::int64_t id = 21; id <= 4001; id += 2) world.outside.add_events(id, id);
    world.run_for(1s);
    ASSERT_EQ(world.outside.cursor().last_event_id, EventId{4001});
    world.outside.feed.intercept(without_event(world.outside.feed, EventId{2001}));
    world.outside.add_events(20, 20);
    world.outside.add_events(4000, 4000);
    world.run_for(10min);
    EXPECT_EQ(count(world.outside.queued_ids(), 20), 1u);
    EXPECT_EQ(count(world.outside.queued_ids(), 4000), 1u);
    ASSERT_FALSE(world.record().unreadable.empty());
    EXPECT_TRUE(world.record().errors.empty()) << "polls are not held up";
    const auto unpaid = world.outside.cursor().unpaid;
    ASSERT_FALSE(unpaid.empty());
    for (const IdRange& range : unpaid) EXPECT_LT(range.last.value - range.after.value, 10);

    const std::size_t before = world.requests();
    world.run_for(10min);
    EXPECT_LE(world.requests_since(before), 10u * 60 / 5 + 3u * 10 * 60 / 15);
    EXPECT_LE(world.record().unreadable.size(), 3u) << "it is told once";
    world.outside.feed.intercept({});
    world.run_for(2min);
    EXPECT_TRUE(world.outside.cursor().unpaid.empty());
}

TEST(NothingMissed, WhatIsNotServedForADayBecomesAnUnprovenGap) {
    PollerWorld world;
    world.outside.add_events(1, 19);
    world.outside.add_events(21, 30);
    world.run_for(1s);
    world.outside.feed.intercept(without_event(world.outside.feed, EventId{21}));
    world.run_for(25h);
    EXPECT_EQ(saved_gaps(world), (std::vector<FeedGap>{{EventId{19}, EventId{21}, false}}));
    EXPECT_TRUE(world.outside.cursor().unpaid.empty());
    EXPECT_EQ(world.record().given_up.size(), 1u);
}

TEST(NothingMissed, EmptyAnswersBelowTheCursorPayNothing) {
    PollerWorld world;
    world.outside.add_events(1, 5);
    world.outside.add_events(7, 10);
    world.run_for(10s);
    world.outside.add_events(6, 6);
    world.outside.feed.intercept(
        [](const MemoryFeed::Request& request) -> std::optional<Result<FeedReply>> {
            if (request.from >= EventId{10}) return std::nullopt;
            return FeedReply{.body = R"({"ScanEvents":[]})"};
        });
    world.run_for(90s);
    world.outside.feed.intercept({});
    world.run_for(16s);
    EXPECT_EQ(count(world.outside.queued_ids(), 6), 1u);
}

TEST(NothingMissed, AFeedThatDoesNotSayItsOldestIsReadOnAndOneRowTellsOfIt) {
    RestedWorld world(MemoryFeed::Bound::exclusive);
    world.outside.feed.forget_up_to(EventId{15});
    world.outside.feed.intercept(
        [](const MemoryFeed::Request& request) -> std::optional<Result<FeedReply>> {
            if (request.limit != 1) return std::nullopt;
            return fail(ErrorCode::transient, "500");
        });
    world.start();
    world.run_for(10s);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{30});
    world.run_for(2min);
    EXPECT_EQ(saved_gaps(world), (std::vector<FeedGap>{{EventId{10}, EventId{16}, false}}));
    EXPECT_EQ(world.record().unanswered_warnings, 1);
    world.outside.add_events(40, 50);
    world.run_for(2min);
    EXPECT_EQ(saved_gaps(world).size(), 1u);
    EXPECT_LE(probes(world), 5 + 1 + 5);
    world.outside.feed.intercept({});
    world.run_for(2min);
    EXPECT_FALSE(saved_gaps(world).front().is_proven) << "it is never confirmed later";
}

TEST(NothingMissed, AnUnprovenRowIsWithdrawnWhenTheFeedTurnsOutToHaveForgottenNothing) {
    RestedWorld world(MemoryFeed::Bound::exclusive);
    world.outside.feed.intercept(
        [](const MemoryFeed::Request& request) -> std::optional<Result<FeedReply>> {
            if (request.limit != 1) return std::nullopt;
            return fail(ErrorCode::transient, "500");
        });
    world.outside.add_events(40, 50);
    world.start();
    world.run_for(10s);
    world.kill();
    world.outside.add_events(60, 70);
    world.start();
    world.run_for(2min);
    ASSERT_EQ(saved_gaps(world).size(), 1u);
    world.outside.feed.intercept({});
    world.run_for(2min);
    EXPECT_TRUE(saved_gaps(world).empty());
}

}  // namespace
}  // namespace scan
