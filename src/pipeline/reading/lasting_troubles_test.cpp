#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "pipeline/event_page/event_page_encoder.h"
#include "pipeline/testing/page_text.h"
#include "pipeline/testing/rested_world.h"

// Feeds that misbehave in one way for long: each is told once, and asked within bounds.
namespace scan {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kStray = std::numeric_limits<std::int64_t>::max();

// A worker whose cursor waits at 10 below a stray id, on a feed that has forgotten everything below that.
struct HeldWorld : RestedWorld {
    explicit HeldWorld(bool answers_gone) {
        if (answers_gone) outside.feed.answer_forgotten_with_gone();
        outside.add_events(kStray, kStray);
        outside.feed.forget_up_to(EventId{30});
        start();
    }
};

TEST(LastingTroubles, AGapBelowAHeldStrayJumpIsToldOnce) {
    for (const bool answers_gone : {false, true}) {
        HeldWorld world(answers_gone);
        world.run_for(10min);
        EXPECT_EQ(world.outside.cursor().last_event_id, EventId{10});
        EXPECT_EQ(saved_gaps(world), (std::vector<FeedGap>{{EventId{10}, EventId{kStray}}}))
            << answers_gone;
        EXPECT_EQ(world.record().gaps.size(), 1u) << answers_gone;
    }
}

TEST(LastingTroubles, WhatIsForgottenBehindAToldGapIsToldToo) {
    for (const bool answers_gone : {false, true}) {
        HeldWorld world(answers_gone);
        world.run_for(2min);
        world.outside.add_events(31, 35);
        world.run_for(2min);
        ASSERT_EQ(world.outside.cursor().last_event_id, EventId{35});
        world.kill();
        world.outside.add_events(36, 40);
        world.outside.feed.forget_up_to(EventId{38});
        world.start();
        world.run_for(5min);
        const auto gaps = saved_gaps(world);
        EXPECT_EQ(std::ranges::count(gaps, FeedGap{EventId{35}, EventId{39}}), 1) << answers_gone;
    }
}

TEST(LastingTroubles, ASecondReadingThatPassesSeveralOwedRangesTellsTheGapInEach) {
    PollerWorld world;
    world.outside.add_events(1, 1);
    world.outside.add_events(3, 20);
    world.run_for(10s);
    world.outside.add_events(21, 30);
    world.outside.add_events(32, 40);
    world.run_for(1s);
    ASSERT_EQ(world.outside.cursor().last_event_id, EventId{40});
    // 2 and 31 came, and were forgotten before anybody asked again.
    world.outside.feed.forget_up_to(EventId{35});
    world.run_for(3min);
    const auto gaps = saved_gaps(world);
    const auto tells_of = [&](std::int64_t id) {
        return std::ranges::count_if(gaps, [&](const FeedGap& gap) {
            return gap.after_event_id.value < id && id < gap.before_event_id.value &&
                   !gap.is_proven;
        });
    };
    EXPECT_EQ(tells_of(2), 1);
    EXPECT_EQ(tells_of(31), 1);
    EXPECT_EQ(tells_of(10), 0) << "it was read";
    EXPECT_TRUE(world.outside.cursor().unpaid.empty());
}

TEST(LastingTroubles, OnAnUnorderedFeedTheOldestIsTheLeastOfAPageThatMayBeSmaller) {
    RestedWorld world(MemoryFeed::Bound::exclusive);
    std::vector<std::uint32_t> limits;
    world.outside.feed.intercept(
        [&](const MemoryFeed::Request& request) -> std::optional<Result<FeedReply>> {
            if (request.from == EventId{10})
                return FeedReply{.body = page_text({event_text(15), event_text(12), event_text(18),
                                                    event_text(30)})};
            if (request.from != EventId{1}) return std::nullopt;
            limits.push_back(request.limit);
            if (request.limit > 100)
                return FeedReply{.kind = FeedReply::Kind::too_large, .body = {}};
            return FeedReply{.body = page_text({event_text(14), event_text(2), event_text(5)})};
        });
    world.start();
    world.run_for(3s);
    ASSERT_GE(limits.size(), 4u);
    EXPECT_EQ(limits[0], 1000u);
    EXPECT_EQ(limits[3], 125u);
    EXPECT_TRUE(saved_gaps(world).empty()) << "2 is below the jump, though 14 came first";
}

TEST(LastingTroubles, AnAnswerThatComesLateSaysCaughtUpAsOfItsQuestion) {
    PollerWorld world;
    world.outside.add_events(1, 10);
    world.run_for(30s);
    world.drain_queue();
    UtcTime asked_at = world.outside.clock.utc_now();
    world.outside.feed.intercept([&](const MemoryFeed::Request&) {
        asked_at = world.outside.clock.utc_now();
        world.outside.clock.advance(8s);
        return std::nullopt;
    });
    for (int i = 0; i < 20; ++i) {
        world.run_for(1s);
        const auto caught_up_at = world.worker->held.report().caught_up_at;
        ASSERT_TRUE(caught_up_at);
        EXPECT_LE(*caught_up_at, asked_at);
    }
}

TEST(LastingTroubles, ARangeThatCannotBeReadIsAskedByItsOwnBackoffWhileOthersAreRead) {
    PollerWorld world;
    world.settings.poller.page_limit = 2;
    world.restart();
    for (std::int64_t id = 1; id <= 400; id += 2) world.outside.add_events(id, id);
    for (int i = 0; i < 30; ++i) {
        world.outside.add_events(401 + 4 * i, 401 + 4 * i);
        world.outside.add_events(403 + 4 * i, 403 + 4 * i);
        world.run_for(5s);
    }
    std::map<EventId, int> failures;
    world.outside.feed.intercept(
        [&](const MemoryFeed::Request& request) -> std::optional<Result<FeedReply>> {
            if (request.from >= EventId{150} || request.limit == 1) return std::nullopt;
            ++failures[request.from];
            return fail(ErrorCode::denied, "403");
        });
    world.run_for(1min);
    for (const auto& [from, count] : failures) EXPECT_LE(count, 20) << from.value;
}

// It looks the id up before it lists what follows.
TEST(LastingTroubles, AFeedThatShowsNothingFromAForgottenIdIsReadFromItsFirst) {
    RestedWorld world;
    world.outside.feed.forget_up_to(EventId{20});
    world.outside.feed.intercept(
        [](const MemoryFeed::Request& request) -> std::optional<Result<FeedReply>> {
            if (request.from == EventId{1} || request.from > EventId{20}) return std::nullopt;
            return FeedReply{.body = page_text({})};
        });
    world.start();
    world.run_for(10s);
    EXPECT_EQ(saved_gaps(world), (std::vector<FeedGap>{{EventId{10}, EventId{21}}}));
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{30});
    EXPECT_EQ(world.outside.queued_ids().size(), 20u);
}

TEST(LastingTroubles, AFeedThatSaysGoneOfAnEventAndHasOlderOnesIsAnErrorThatSaysSo) {
    RestedWorld world;
    world.settings.poller.page_limit = 5;
    world.outside.feed.intercept(
        [](const MemoryFeed::Request& request) -> std::optional<Result<FeedReply>> {
            if (request.from != EventId{10}) return std::nullopt;
            return FeedReply{.kind = FeedReply::Kind::gone, .body = {}};
        });
    world.start();
    world.run_for(5min);
    ASSERT_FALSE(world.record().errors.empty());
    const Error& error = world.record().errors.back();
    EXPECT_EQ(error.code, ErrorCode::denied);
    EXPECT_TRUE(error.message.contains("event 10")) << error.message;
    EXPECT_FALSE(world.worker->held.report().caught_up_at);
}

TEST(LastingTroubles, WhatIsDeniedBelowTheCursorForADayIsOwedNoMore) {
    PollerWorld world;
    world.outside.add_events(1, 1);
    world.outside.add_events(3, 10);
    world.run_for(2s);
    world.outside.feed.intercept(
        [](const MemoryFeed::Request& request) -> std::optional<Result<FeedReply>> {
            if (request.from >= EventId{10}) return std::nullopt;
            return fail(ErrorCode::denied, "403");
        });
    world.run_for(23h);
    ASSERT_FALSE(world.outside.cursor().unpaid.empty());
    world.run_for(2h);
    EXPECT_TRUE(world.outside.cursor().unpaid.empty());
    EXPECT_EQ(saved_gaps(world), (std::vector<FeedGap>{{EventId{1}, EventId{3}, false}}));
}

// Of what it owed, a new process knows no ids.
TEST(LastingTroubles, APageThatIsTooLargeInATakenOverRangeHidesLittle) {
    PollerWorld world;
    for (std::int64_t id = 1; id < 400; id += 2) world.outside.add_events(id, id);
    world.run_for(2s);
    world.kill();
    world.outside.add_events(200, 200);
    world.outside.feed.intercept(
        [](const MemoryFeed::Request& request) -> std::optional<Result<FeedReply>> {
            if (request.from >= EventId{100} || request.from == EventId{1} ||
                request.from.value + request.limit < 100)
                return std::nullopt;
            return FeedReply{.kind = FeedReply::Kind::too_large, .body = {}};
        });
    world.start();
    world.run_for(5min);
    EXPECT_EQ(std::ranges::count(world.outside.queued_ids(), 200), 1);
    EXPECT_LE(world.record().unreadable.size(), 10u) << "told once each, not with each scan";
}

// Where such a piece ends is not the feed's end, and what is displaced over its edge is owed.
TEST(LastingTroubles, ASecondReadingInPiecesOfAnUnorderedFeedOverlaps) {
    for (std::int64_t place = 10; place < 30; ++place) {
        const std::int64_t late = 2 * place;
        PollingWorkerSettings settings;
        settings.poller.page_limit = 20;
        PollerWorld world(settings);
        std::vector<std::int64_t> listed;
        for (std::int64_t id = 2; id <= 120; id += 2) listed.push_back(id);
        std::swap(listed[1], listed[2]);
        listed.erase(listed.begin() + place - 1);
        bool in_pieces = false;
        world.outside.feed.intercept(
            [&](const MemoryFeed::Request& request) -> std::optional<Result<FeedReply>> {
                const bool is_owed = request.from < EventId{120} && in_pieces;
                if (is_owed && request.limit > 5)
                    return FeedReply{.kind = FeedReply::Kind::too_large, .body = {}};
                std::vector<std::string> texts;
                for (const std::int64_t id : listed) {
                    if (id >= request.from.value && texts.size() < request.limit)
                        texts.push_back(feed_text(scan_event(id)));
                }
                const std::vector<std::string_view> page(texts.begin(), texts.end());
                return FeedReply{.body = encode_page(page)};
            });
        world.run_for(10s);
        ASSERT_EQ(world.outside.cursor().last_event_id, EventId{120});
        in_pieces = true;
        listed.insert(listed.begin() + place, late);
        world.run_for(3min);
        EXPECT_EQ(std::ranges::count(world.outside.queued_ids(), late), 1) << late;
    }
}

TEST(LastingTroubles, WithoutALateWindowNothingIsReadTwice) {
    PollingWorkerSettings settings;
    settings.poller.late_window = 0s;
    settings.poller.page_limit = 10;
    PollerWorld world(settings);
    for (std::int64_t id = 1; id < 400; id += 2) world.outside.add_events(id, id);
    world.outside.feed.intercept(
        [&](const MemoryFeed::Request&) -> std::optional<Result<FeedReply>> {
            world.outside.clock.advance(50ms);
            return std::nullopt;
        });
    world.run_for(1min);
    ASSERT_EQ(world.outside.cursor().last_event_id, EventId{399});
    std::map<EventId, int> asked;
    for (const auto& request : world.outside.feed.requests()) ++asked[request.from];
    asked.erase(EventId{399});
    for (const auto& [from, times] : asked) EXPECT_EQ(times, 1) << from.value;
}

TEST(LastingTroubles, NothingIsSettledWhileThereAreDeadLetters) {
    PollerWorld world;
    world.outside.add_events(1, 3);
    world.run_for(10s);
    for (int i = 0; i < 20 && world.outside.queue.depth().undone() > 0; ++i) {
        static_cast<void>(world.outside.queue.take(10, 1s));
        world.run_for(2s);
    }
    ASSERT_EQ(world.outside.queue.depth().undone(), 0u);
    ASSERT_GT(world.outside.queue.depth().dead_letters, 0u);
    world.run_for(2min);
    EXPECT_EQ(world.outside.cursor().settled_event_id, EventId{0});
    for (const Delivery& letter : world.outside.queue.dead_letters().take(10, 1min))
        static_cast<void>(world.outside.queue.dead_letters().remove(letter.receipt));
    world.run_for(1min);
    EXPECT_EQ(world.outside.cursor().settled_event_id, EventId{3});
}

}  // namespace
}  // namespace scan
