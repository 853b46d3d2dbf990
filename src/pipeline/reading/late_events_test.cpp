#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/testing/effort.h"
#include "pipeline/event_page/event_page_encoder.h"
#include "pipeline/testing/poller_world.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

std::size_t count(const std::vector<std::int64_t>& all, std::int64_t id) {
    return static_cast<std::size_t>(std::ranges::count(all, id));
}

TEST(LateEvents, AnIdThatBecameVisibleAfterHigherOnes) {
    PollerWorld world;
    world.outside.add_events(1, 5);
    world.outside.add_events(7, 10);
    world.run_for(20s);
    world.outside.add_events(6, 6);
    world.run_for(16s);
    EXPECT_EQ(count(world.outside.queued_ids(), 6), 1u);
    EXPECT_EQ(world.record().late, 1u);
    EXPECT_GE(world.record().lateness_max, 20s);
    EXPECT_LE(world.record().lateness_max, 36s);
    EXPECT_EQ(world.outside.cursor().last_event_id, EventId{10});
}

TEST(LateEvents, AreLookedForAtTheHeadOncePerInterval) {
    PollingWorkerSettings settings;
    settings.poller.page_limit = 20;
    settings.poller.late_scan_interval = 10s;
    PollerWorld world(settings);
    world.outside.add_events(1, 5);
    world.outside.add_events(7, 90);
    const auto readings = [&] {
        return std::ranges::count_if(world.outside.feed.requests(),
                                     [](const auto& r) { return r.from == EventId{5}; });
    };
    world.run_for(9s);
    EXPECT_EQ(readings(), 0);
    world.run_for(30s);
    EXPECT_EQ(readings(), 3);
}

TEST(LateEvents, AreFoundOnAFeedThatIsNeverQuietToo) {
    PollingWorkerSettings settings;
    settings.poller.page_limit = 10;
    settings.poller.late_scan_interval = 5s;
    PollerWorld world(settings);
    world.outside.add_events(1, 99);
    world.run_for(1s);
    std::int64_t last = 100;  // 100 itself becomes visible late
    world.outside.chance = [&](Operation operation) -> std::optional<Fault> {
        if (operation != Operation::feed_fetch) return std::nullopt;
        world.outside.clock.advance(50ms);
        ++last;
        world.outside.add_events(last, last);
        return std::nullopt;
    };
    world.run_for(6s);
    ASSERT_GT(world.outside.cursor().last_event_id, EventId{100});
    world.outside.add_events(100, 100);
    world.run_for(10s);
    EXPECT_EQ(count(world.outside.queued_ids(), 100), 1u);
    EXPECT_EQ(world.record().late, 1u);
}

TEST(LateEvents, ReadsOnePageAStepUpToTheCursor) {
    PollingWorkerSettings settings;
    settings.poller.page_limit = 4;
    PollerWorld world(settings);
    world.outside.add_events(1, 40);
    world.run_for(14s);
    world.outside.add_events(41, 41);
    world.run_for(2s);
    const auto& requests = world.outside.feed.requests();
    EXPECT_TRUE(std::ranges::all_of(requests, [](const auto& r) { return r.limit <= 4; }));
    EXPECT_EQ(world.outside.queued_ids(), ids(1, 41));
    EXPECT_EQ(world.record().late, 0u);
}

TEST(LateEvents, DoesNotSendWhatItAlreadyForwarded) {
    PollerWorld world;
    world.outside.add_events(1, 50);
    world.run_for(10min);
    EXPECT_EQ(world.outside.queued_ids(), ids(1, 50));
}

TEST(LateEvents, AsksNothingWhereNoIdIsMissing) {
    PollerWorld world;
    world.outside.add_events(1, 50);
    world.run_for(10min);
    EXPECT_TRUE(std::ranges::none_of(world.outside.feed.requests(), [](const auto& request) {
        return request.from > EventId{0} && request.from < EventId{50};
    }));
    // The start, a second look at the whole page, and one poll each interval.
    EXPECT_LE(world.requests(), 10u * 60 / 5 + 2);
}

TEST(LateEvents, AskNothingOfAnIdleFeedOnceTheWindowIsOver) {
    PollerWorld world;
    world.outside.add_events(1, 50);
    world.outside.add_events(52, 52);
    world.run_for(90s);
    const std::size_t before = world.requests();
    world.run_for(10min);
    EXPECT_EQ(world.requests_since(before), 10u * 60 / 5);
}

TEST(LateEvents, AWindowOfZeroTurnsItOff) {
    PollingWorkerSettings settings;
    settings.poller.late_window = Duration::zero();
    PollerWorld world(settings);
    world.outside.add_events(1, 5);
    world.outside.add_events(7, 10);
    world.run_for(10s);
    world.outside.add_events(6, 6);
    world.run_for(5min);
    EXPECT_EQ(count(world.outside.queued_ids(), 6), 0u);
    EXPECT_TRUE(std::ranges::all_of(world.outside.feed.requests(), [](const auto& request) {
        return request.from == EventId{0} || request.from == EventId{10};
    }));
    EXPECT_TRUE(world.outside.cursor().unpaid.empty());
}

TEST(LateEvents, ANewHolderReadsWhatIsOwedAtOnceForwardsItOnceMoreAndCountsNone) {
    PollerWorld world;
    world.outside.add_events(1, 10);
    world.run_for(3min);
    EXPECT_TRUE(world.outside.cursor().unpaid.empty());
    world.outside.add_events(11, 15);
    world.outside.add_events(17, 20);
    world.run_for(6s);
    world.restart();
    world.outside.add_events(16, 16);
    const std::size_t before = world.requests();
    world.run_for(3min);
    const auto& requests = world.outside.feed.requests();
    EXPECT_EQ(requests[before].from, EventId{20});
    EXPECT_EQ(requests[before + 1].from, EventId{15});
    const auto queued = world.outside.queued_ids();
    for (const std::int64_t id : {10, 11, 15, 18, 20}) EXPECT_EQ(count(queued, id), 1u) << id;
    EXPECT_EQ(count(queued, 17), 2u);
    EXPECT_EQ(count(queued, 16), 1u);
    EXPECT_EQ(world.record().late, 0u);
    EXPECT_TRUE(world.outside.cursor().unpaid.empty());
}

TEST(LateEvents, CountsAgainAfterTheFirstOne) {
    PollerWorld world;
    world.outside.add_events(1, 10);
    world.run_for(6s);
    world.restart();
    world.run_for(6s);
    world.outside.add_events(12, 20);
    world.run_for(6s);
    world.outside.add_events(11, 11);
    world.run_for(30s);
    EXPECT_EQ(world.record().late, 1u);
}

TEST(LateEvents, AnUnknownIdOfANormalPageThatIsOwedIsForwardedAndCountedLate) {
    PollingWorkerSettings settings;
    settings.poller.late_scan_interval = 10min;
    PollerWorld world(settings);
    world.outside.add_events(1, 5);
    world.outside.add_events(7, 10);
    world.run_for(4s);
    const std::string page = encode_page(std::vector<std::string_view>{feed_text(scan_event(6))});
    world.outside.feed.answer_next_with_page(page);
    world.run_for(2s);
    EXPECT_EQ(count(world.outside.queued_ids(), 6), 1u);
    EXPECT_EQ(world.record().late, 1u);
    EXPECT_EQ(world.record().stale, 0u);
}

TEST(LateEvents, AnUnknownIdOfANormalPageThatIsNotOwedIsForwardedOnceAndCountedStale) {
    PollerWorld world;
    world.outside.add_events(10, 20);
    world.run_for(5min);
    const std::string text = feed_text(scan_event(6));
    for (int i = 0; i < 3; ++i)
        world.outside.feed.answer_next_with_page(encode_page(std::vector<std::string_view>{text}));
    world.run_for(20s);
    EXPECT_EQ(count(world.outside.queued_ids(), 6), 1u);
    EXPECT_EQ(world.record().late, 0u);
    EXPECT_EQ(world.record().stale, 1u);
}

TEST(LateEvents, AnAnswerWithoutAnyUsableIdPaysNothing) {
    PollerWorld world;
    world.outside.add_events(1, 5);
    world.outside.add_events(7, 10);
    world.run_for(14s);
    world.outside.add_events(6, 6);
    // Only the window's requests get this answer.
    for (int i = 0; i < 70; ++i) {
        world.run_for(1s);
        if (i % 15 == 0) {
            world.outside.feed.answer_next_with_page(R"({"ScanEvents":[{"EventId":"x"}]})");
            world.run_for(1ms);
        }
    }
    world.run_for(1min);
    EXPECT_EQ(count(world.outside.queued_ids(), 6), 1u);
}

// Whatever happens in between, an event that becomes visible less than the window after the cursor
// passed it is found.
void lose_no_late_event(std::uint64_t seed) {
    Random random(seed);
    PollingWorkerSettings settings;
    settings.seed = seed;
    settings.poller.page_limit = static_cast<std::uint32_t>(2 + random.below(20));
    settings.poller.late_window = 30s;
    settings.poller.late_scan_interval = 7s;
    PollerWorld world(settings);
    const double error_rate = random.unit() * 0.6;
    if (random.chance(0.3)) world.outside.feed.set_bound(MemoryFeed::Bound::exclusive);
    Random fault_random(random.next());
    world.outside.chance = [&](Operation operation) -> std::optional<Fault> {
        if (operation != Operation::feed_fetch || !fault_random.chance(error_rate))
            return std::nullopt;
        return Fault{};
    };

    std::multimap<Instant, std::int64_t> visible_at;
    constexpr std::int64_t kEvents = 120;
    const Instant start = world.outside.clock.now();
    for (std::int64_t id = 1; id <= kEvents; ++id) {
        const Duration created = 1s * static_cast<std::int64_t>(id);
        const Duration late = random.chance(0.2) ? Duration(static_cast<std::int64_t>(random.below(
                                                       static_cast<std::uint64_t>(29e9))))
                                                 : Duration::zero();
        visible_at.emplace(start + created + late, id);
    }
    std::size_t outages = random.below(3);
    for (const auto& [at, id] : visible_at) {
        world.run_for(std::max(Duration::zero(), at - world.outside.clock.now()));
        world.outside.feed.add(scan_event(id));
        if (outages > 0 && random.chance(0.02)) {
            --outages;
            world.outside.faults.break_down(Operation::feed_fetch);
            world.run_for(1min);
            world.outside.faults.repair(Operation::feed_fetch);
        }
        if (random.chance(0.02)) world.restart();
    }
    world.outside.chance = [](Operation) { return std::nullopt; };
    world.run_for(2min);
    const auto queued = world.outside.queued_ids();
    const std::set<std::int64_t> found(queued.begin(), queued.end());
    EXPECT_EQ(found.size(), static_cast<std::size_t>(kEvents)) << "seed " << seed;
    EXPECT_EQ(world.record().stale, 0u) << "seed " << seed;
}

TEST(LateEvents, FindsEveryEventThatIsLateByLessThanTheWindowWhateverFeedAndWorkerDo) {
    for (int seed = 1; seed <= effort(200); ++seed)
        lose_no_late_event(static_cast<std::uint64_t>(seed));
}

}  // namespace
}  // namespace scan
