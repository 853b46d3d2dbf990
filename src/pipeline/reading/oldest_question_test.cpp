#include "pipeline/reading/oldest_question.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "pipeline/event_page/event_page_encoder.h"
#include "pipeline/testing/page_text.h"
#include "pipeline/testing/rested_world.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

TEST(FeedGap, AFeedThatIsGoneFromItsFirstEventOnIsAnErrorWithBackoff) {
    PollerWorld world;
    world.outside.feed.answer_next_with(FeedReply{.kind = FeedReply::Kind::gone, .body = {}});
    world.outside.feed.answer_next_with(FeedReply{.kind = FeedReply::Kind::gone, .body = {}});
    world.run_for(100ms);
    ASSERT_EQ(world.record().errors.size(), 1u);
    EXPECT_EQ(world.record().errors.front().code, ErrorCode::denied);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{0});
}

TEST(FeedGap, IsNoneWhereOnlyTheEventAtTheCursorIsGone) {
    RestedWorld world;
    world.outside.feed.forget_up_to(EventId{10});
    world.start();
    world.run_for(20s);
    EXPECT_TRUE(saved_gaps(world).empty());
}

TEST(FeedGap, AnExclusiveFeedRaisesNoAlarm) {
    RestedWorld world(MemoryFeed::Bound::exclusive);
    const auto before = probes(world);
    world.start();
    world.run_for(20s);
    EXPECT_TRUE(saved_gaps(world).empty());
    EXPECT_TRUE(world.record().resets.empty());
    EXPECT_EQ(probes(world) - before, 1);
}

// To the question for its oldest event, while `is_asked`, the feed answers that it begins at 13.
void answer_with_13(PollerWorld& world, std::function<bool(const MemoryFeed::Request&)> is_asked) {
    world.outside.feed.intercept(
        [is_asked = std::move(is_asked)](
            const MemoryFeed::Request& request) -> std::optional<Result<FeedReply>> {
            if (request.from != EventId{1} || !is_asked(request)) return std::nullopt;
            return FeedReply{.kind = FeedReply::Kind::page,
                             .body = page_text({feed_text(scan_event(13))})};
        });
}

TEST(FeedGap, IsNotProvenByTheFirstEventOfAFeedInAnotherOrder) {
    RestedWorld world(MemoryFeed::Bound::exclusive, 13);
    // A process that has just begun has seen no page that says so.
    answer_with_13(world, [](const MemoryFeed::Request& request) { return request.limit == 1; });
    world.start();
    world.run_for(2min);
    EXPECT_TRUE(saved_gaps(world).empty());
}

TEST(FeedGap, IsNotProvenByAServerThatIsBehindAnother) {
    RestedWorld world(MemoryFeed::Bound::exclusive, 13);
    const Instant until = world.outside.clock.now() + 1s;
    answer_with_13(world, [&world, until](const MemoryFeed::Request&) {
        return world.outside.clock.now() <= until;
    });
    world.start();
    world.run_for(2min);
    EXPECT_TRUE(saved_gaps(world).empty());
}

// Nobody knows what a feed without any event has forgotten, and nothing waits for it.
TEST(FeedGap, AFeedThatIsEmptyWhenItIsAskedAgainLeavesNoDoubt) {
    RestedWorld world(MemoryFeed::Bound::exclusive, 13);
    const Instant until = world.outside.clock.now() + 1s;
    answer_with_13(world, [&world, until](const MemoryFeed::Request&) {
        return world.outside.clock.now() <= until;
    });
    world.start();
    world.run_for(1s);
    world.outside.feed.forget_up_to(EventId{30});
    world.run_for(1min);
    EXPECT_TRUE(world.worker->held.report().caught_up_at);
}

TEST(FeedGap, AnExclusiveFeedRaisesNoAlarmAfterItsVeryFirstEvent) {
    PollerWorld world;
    world.outside.feed.set_bound(MemoryFeed::Bound::exclusive);
    world.outside.add_events(1, 1);
    world.run_for(6s);
    world.kill();
    world.outside.add_events(5, 6);
    world.start();
    world.run_for(1min);
    EXPECT_EQ(world.outside.queued_ids(), (std::vector<std::int64_t>{1, 5, 6}));
    EXPECT_TRUE(saved_gaps(world).empty());
}

TEST(FeedGap, IsNoneWhereTheEventAtTheCursorWasDeletedAlone) {
    PollerWorld world;
    world.outside.add_events(1, 9);
    const std::string tenth = encode_page(
        std::vector<std::string_view>{feed_text(scan_event(9)), feed_text(scan_event(10))});
    world.run_for(1s);
    world.outside.feed.answer_next_with_page(tenth);
    world.run_for(5s);
    ASSERT_EQ(world.outside.cursor().last_event_id, EventId{10});
    world.restart();
    world.outside.add_events(20, 30);
    const auto before = probes(world);
    world.run_for(20s);
    EXPECT_TRUE(saved_gaps(world).empty());
    EXPECT_EQ(probes(world) - before, 1);
}

TEST(FeedGap, IsNeverAskedForOnANewStore) {
    for (const bool restarts : {false, true}) {
        PollingWorkerSettings settings;
        settings.poller.first_event_id = EventId{5};
        PollerWorld world(settings);
        world.outside.add_events(20, 30);
        world.run_for(2s);
        if (restarts) world.restart();
        world.run_for(5min);
        EXPECT_TRUE(saved_gaps(world).empty()) << restarts;
        EXPECT_EQ(probes(world), 0) << restarts;
    }
}

TEST(FeedGap, IsNeverAskedForAfterTheCursorWasSet) {
    RestedWorld world;
    world.outside.feed.forget_up_to(EventId{15});
    MemoryCursorStore cursors(world.outside.store);
    ASSERT_TRUE(cursors.set(EventId{5}, "a test"));
    world.start();
    world.run_for(1min);
    EXPECT_TRUE(saved_gaps(world).empty());
    EXPECT_EQ(probes(world), 0);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{30});
}

TEST(FeedGap, IsNotAskedForAtTheHead) {
    PollerWorld world;
    world.outside.add_events(1, 10);
    world.run_for(2min);
    world.outside.feed.forget_up_to(EventId{10});
    world.outside.add_events(20, 30);
    world.run_for(5s);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{30});
    EXPECT_TRUE(saved_gaps(world).empty());
    EXPECT_EQ(probes(world), 0);
}

TEST(FeedGap, IsAskedForAtMostOnceAMinuteWhileAnExclusiveFeedIsRead) {
    PollingWorkerSettings settings;
    settings.poller.page_limit = 2;
    PollerWorld world(settings);
    world.outside.feed.set_bound(MemoryFeed::Bound::exclusive);
    for (std::int64_t id = 1; id <= 600; ++id) {
        world.outside.feed.add(scan_event(id));
        world.run_for(1s);
    }
    EXPECT_LE(probes(world), 10);
    EXPECT_TRUE(saved_gaps(world).empty());
    EXPECT_TRUE(world.record().resets.empty());
}

TEST(FeedGap, IsNeverAskedForByALateScan) {
    PollerWorld world;
    world.outside.add_events(1, 10);
    world.run_for(1s);
    world.outside.feed.forget_up_to(EventId{9});
    world.run_for(1min);
    EXPECT_EQ(probes(world), 0);
    EXPECT_TRUE(saved_gaps(world).empty());
}

TEST(FeedGap, AQuestionThatFailsIsAskedAgainWhileTheFeedIsReadOn) {
    RestedWorld world;
    world.outside.feed.forget_up_to(EventId{15});
    world.outside.faults.next(Operation::feed_fetch, std::nullopt);
    world.outside.faults.next(Operation::feed_fetch, Fault{});
    world.start();
    world.run_for(1s);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{30});
    EXPECT_EQ(world.outside.cursor().unpaid, (std::vector<IdRange>{{EventId{10}, EventId{16}}}))
        << "a crash must not hide the open jump";
    world.run_for(15s);
    EXPECT_TRUE(world.record().errors.empty());
    EXPECT_EQ(saved_gaps(world), std::vector{k10To16});
    EXPECT_EQ(world.outside.cursor().unpaid, (std::vector<IdRange>{{EventId{10}, EventId{16}}}))
        << "something late may come there yet";
    world.run_for(1min);
    EXPECT_TRUE(world.outside.cursor().unpaid.empty());
    EXPECT_EQ(saved_gaps(world), std::vector{k10To16});
}

TEST(FeedGap, AFeedThatIsEmptyFromTheCursorOnAndNotFromItsStartWasReset) {
    RestedWorld world;
    world.outside.feed.forget_up_to(EventId{30});
    world.outside.add_events(1, 3);
    world.start();
    world.run_for(5min);
    EXPECT_EQ(world.record().resets, std::vector<std::int64_t>{10});
    EXPECT_TRUE(saved_gaps(world).empty());
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{10});
}

TEST(FeedGap, AnExclusiveFeedAtItsHeadWasNotReset) {
    PollerWorld world;
    world.outside.feed.set_bound(MemoryFeed::Bound::exclusive);
    world.outside.add_events(1, 10);
    world.run_for(10s);
    world.restart();
    world.run_for(10min);
    EXPECT_TRUE(world.record().resets.empty());
    EXPECT_LE(probes(world), 2);
}

TEST(FeedGap, AnExclusiveFeedThatStillHasTheCursorsEventWasNotResetThoughBelowItIsGone) {
    PollerWorld world;
    world.outside.feed.set_bound(MemoryFeed::Bound::exclusive);
    world.outside.feed.answer_forgotten_with_gone();
    world.outside.add_events(1, 10);
    world.run_for(10s);
    world.outside.feed.forget_up_to(EventId{9});
    world.restart();
    world.run_for(2min);
    EXPECT_TRUE(world.record().resets.empty());
}

}  // namespace
}  // namespace scan
