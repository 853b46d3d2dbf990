#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "pipeline/event_page/event_page_encoder.h"
#include "pipeline/testing/poller_world.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

std::string page(const std::vector<std::string>& texts) {
    return encode_page(std::vector<std::string_view>(texts.begin(), texts.end()));
}

TEST(PollerPages, InclusiveAndExclusiveFeedsEndTheSame) {
    for (const auto bound : {MemoryFeed::Bound::inclusive, MemoryFeed::Bound::exclusive}) {
        PollingWorkerSettings settings;
        settings.poller.page_limit = 7;
        PollerWorld world(settings);
        world.outside.feed.set_bound(bound);
        world.outside.add_events(1, 50);
        world.run_for(30s);
        world.outside.add_events(51, 60);
        world.run_for(30s);
        EXPECT_EQ(world.outside.queued_ids(), ids(1, 60));
        EXPECT_EQ(world.outside.cursor().last_event_id, EventId{60});
        EXPECT_EQ(world.record().late + world.record().stale, 0u);
    }
}

TEST(PollerPages, AServerThatCapsTheLimitIsReadToItsEndAtOnce) {
    PollerWorld world;
    world.outside.feed.set_page_cap(3);
    world.outside.add_events(1, 100);
    world.run_for(1s);
    EXPECT_EQ(world.outside.queued_ids(), ids(1, 100));
}

TEST(PollerPages, QuietAnswersAreNoEvents) {
    for (const std::string body : {"", "null", R"({"ScanEvents":[]})", "[]"}) {
        PollerWorld world;
        world.outside.feed.answer_next_with_page(body);
        world.run_for(4s);
        EXPECT_EQ(world.requests(), 1u) << body;
        EXPECT_TRUE(world.record().errors.empty()) << body;
    }
}

TEST(PollerPages, TheGreatestIdOf64BitsIsTakenAndPollingGoesOn) {
    constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
    for (const auto bound : {MemoryFeed::Bound::inclusive, MemoryFeed::Bound::exclusive}) {
        PollerWorld world;
        world.outside.feed.set_bound(bound);
        world.outside.add_events(kMax - 1, kMax - 1);
        world.outside.feed.add(scan_event(kMax));
        world.run_for(2min);
        EXPECT_EQ(world.outside.queued_ids(), (std::vector<std::int64_t>{kMax - 1, kMax}));
        EXPECT_EQ(world.outside.cursor().last_event_id, EventId{kMax});
        EXPECT_TRUE(world.record().errors.empty());
    }
}

TEST(PollerPages, UnorderedAndRepeatedEventsAreSortedAndSentOnce) {
    PollerWorld world;
    const auto text = [](std::int64_t id) { return feed_text(scan_event(id)); };
    world.outside.add_events(1, 5);
    world.outside.feed.answer_next_with_page(page({text(3), text(1), text(3), text(2), text(1)}));
    world.outside.feed.answer_next_with_page(page({text(5), text(4)}));
    world.run_for(20s);
    EXPECT_EQ(world.outside.queued_ids(), ids(1, 5));
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{5});
    EXPECT_EQ(world.record().unordered_warnings, 1);
}

TEST(PollerPages, TheWellFormedOfTwoContentsUnderOneIdIsSent) {
    PollerWorld world;
    const std::string good = feed_text(scan_event(1));
    world.outside.feed.answer_next_with_page(page({malformed_text(1), good}));
    world.run_for(1s);
    EXPECT_EQ(world.outside.queued_texts(), std::vector{good});
}

TEST(PollerPages, NeverSpinsOnAServerThatAlwaysReturnsOldEvents) {
    PollerWorld world;
    world.outside.add_events(1, 20);
    world.run_for(2s);
    const std::string old = page({feed_text(scan_event(1)), feed_text(scan_event(2))});
    for (int i = 0; i < 1000; ++i) world.outside.feed.answer_next_with_page(old);
    const std::size_t before = world.requests();
    world.run_for(1min);
    // Polls, and late scans until the window has passed.
    EXPECT_LE(world.requests_since(before), 60u / 5 + 2 * 60u / 15 + 1);
    EXPECT_EQ(world.outside.queued_ids(), ids(1, 20));
}

TEST(PollerPages, NeverSpinsOnOldEventsBelowTheWindow) {
    PollingWorkerSettings settings;
    settings.poller.first_event_id = EventId{100};
    PollerWorld world(settings);
    const std::string old = page({feed_text(scan_event(1)), feed_text(scan_event(2))});
    for (int i = 0; i < 1000; ++i) world.outside.feed.answer_next_with_page(old);
    world.run_for(1min);
    EXPECT_LE(world.requests(), 13u);
    EXPECT_EQ(world.record().stale, 2u);
    EXPECT_EQ(world.outside.queued_ids(), ids(1, 2));
}

TEST(PollerPages, EventsWithoutAUsableIdAreForwardedOnceAndNeverMoveTheCursor) {
    PollerWorld world;
    world.outside.add_events(1, 2);
    world.outside.feed.add(EventId{2}, text_without_id("a"));
    world.outside.feed.add(EventId{2}, text_without_id("b"));
    world.outside.feed.add(EventId{2}, text_without_id("a"));
    world.run_for(1min);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{2});
    EXPECT_EQ(world.outside.queued_texts(),
              (std::vector{feed_text(scan_event(1)), feed_text(scan_event(2)), text_without_id("a"),
                           text_without_id("b")}));
    EXPECT_EQ(world.record().unknown, 2u);
    EXPECT_LE(world.requests(), 20u);
}

TEST(PollerPages, APageWithoutAnyUsableIdIsAnErrorWithBackoff) {
    PollerWorld world;
    world.outside.add_events(1, 2);
    world.run_for(1s);
    const std::string useless = page({text_without_id("a"), "17"});
    for (int i = 0; i < 1000; ++i) world.outside.feed.answer_next_with_page(useless);
    world.run_for(10min);
    ASSERT_FALSE(world.record().errors.empty());
    EXPECT_EQ(world.record().errors.front().code, ErrorCode::rejected);
    EXPECT_LE(*std::ranges::max_element(world.record().delays), 30s);
    EXPECT_LE(world.requests(), 100u);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{2});
    EXPECT_EQ(world.outside.queued_ids(), ids(1, 2));
}

TEST(PollerPages, ABodyThatIsNoPageIsAnErrorWithBackoffAndTheCursorStandsStill) {
    for (const std::string body : {"<html>", R"({"ScanEvents":[{"EventId":1)", R"({"error":1})"}) {
        PollerWorld world;
        world.outside.add_events(1, 2);
        world.outside.feed.answer_next_with_page(body);
        world.run_for(100ms);
        EXPECT_EQ(world.record().errors.size(), 1u) << body;
        EXPECT_EQ(world.outside.cursor().last_event_id, EventId{0}) << body;
        world.run_for(5s);
        EXPECT_EQ(world.outside.queued_ids(), ids(1, 2)) << body;
    }
}

TEST(PollerPages, FeedErrorsAreBackedOffAndTheCursorStandsStill) {
    PollerWorld world;
    world.outside.add_events(1, 2);
    world.outside.faults.break_down(Operation::feed_fetch);
    world.run_for(1h);
    EXPECT_TRUE(std::ranges::all_of(world.record().delays, [](Duration d) { return d <= 30s; }));
    EXPECT_GT(world.record().delays.size(), 3600u / 30);
    EXPECT_LT(world.record().delays.size(), 500u);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{0});
    world.outside.faults.repair(Operation::feed_fetch);
    world.run_for(30s);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{2});
    EXPECT_EQ(world.record().recoveries, 1);
}

TEST(PollerPages, RetryAfterIsHonouredAndCapped) {
    for (const auto& [asked, least, most] :
         {std::tuple{Duration(7s), Duration(7s), Duration(7s)},
          std::tuple{Duration(2h), Duration(30s), Duration(30s)}}) {
        PollingWorkerSettings settings;
        settings.poller.late_window = Duration::zero();
        PollerWorld world(settings);
        world.outside.add_events(1, 2);
        world.outside.feed.answer_next_with(
            std::unexpected(Error{ErrorCode::throttled, "429", asked}));
        world.run_for(1s);
        ASSERT_EQ(world.record().delays.size(), 1u);
        EXPECT_GE(world.record().delays.front(), least);
        EXPECT_LE(world.record().delays.front(), most);
        world.run_for(least - 1500ms);
        EXPECT_EQ(world.requests(), 1u);
        world.run_for(2s);
        EXPECT_EQ(world.requests(), 3u);
    }
}

TEST(PollerPages, RetryAfterIsShownInTheReport) {
    PollerWorld world;
    world.outside.feed.answer_next_with(
        std::unexpected(Error{ErrorCode::throttled, "429 Too Many Requests", 7s}));
    world.run_for(6s);
    EXPECT_EQ(world.outside.store.tables().lease.feed_state,
              "waiting 7.0 s after: 429 Too Many Requests");
}

TEST(PollerPages, ADeniedFeedIsAskedSlowly) {
    PollerWorld world;
    world.outside.faults.break_down(Operation::feed_fetch, {.error = {ErrorCode::denied, "401"}});
    world.run_for(10min);
    EXPECT_LE(world.record().errors.size(), 21u);
}

TEST(PollerPages, ALargePageThatIsMalformedAlikeIsToldOnce) {
    PollingWorkerSettings settings;
    settings.poller.page_limit = 200;
    PollerWorld world(settings);
    world.outside.add_events(1, 10);
    for (std::int64_t id = 11; id <= 900; ++id)
        world.outside.feed.add(EventId{id}, malformed_text(id));
    world.run_for(1min);
    EXPECT_EQ(world.record().format_changes, std::vector<std::string>{"bad timestamp"});
    for (std::int64_t id = 901; id <= 1200; ++id)
        world.outside.feed.add(EventId{id}, malformed_text(id));
    world.run_for(1min);
    EXPECT_EQ(world.record().format_changes.size(), 1u);
    world.outside.add_events(1201, 1210);
    world.run_for(1min);
    for (std::int64_t id = 1211; id <= 1500; ++id)
        world.outside.feed.add(EventId{id}, malformed_text(id));
    world.run_for(1min);
    EXPECT_EQ(world.record().format_changes.size(), 2u);
}

TEST(PollerPages, TheKnownEventAtTheCursorDoesNotHideThatTheFormatChanged) {
    PollerWorld world;
    world.outside.add_events(1, 1);
    world.run_for(1s);
    for (int i = 0; i < 150; ++i)
        world.outside.feed.add(EventId{2}, fmt::format(R"({{"Id":{},"ParcelId":7}})", i));
    world.run_for(10s);
    EXPECT_EQ(world.record().format_changes, std::vector<std::string>{"bad EventId"});
}

TEST(PollerPages, ASmallPageOfMalformedEventsIsNoChangeOfTheFormat) {
    PollerWorld world;
    for (std::int64_t id = 1; id <= 99; ++id)
        world.outside.feed.add(EventId{id}, malformed_text(id));
    world.run_for(1s);
    EXPECT_TRUE(world.record().format_changes.empty());
}

}  // namespace
}  // namespace scan
