#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <set>

#include "pipeline/testing/rested_world.h"

// A worker that is far behind and reads side by side.
namespace scan {
namespace {

using namespace std::chrono_literals;

PollingWorkerSettings with_lanes(std::size_t requests, std::uint32_t page_limit = 20) {
    PollingWorkerSettings settings;
    settings.poller.page_limit = page_limit;
    settings.poller.lanes.requests = requests;
    settings.poller.lanes.pages_per_range = 4;
    return settings;
}

// Requests from above the page that the reader itself would ask for next.
bool has_read_ahead(const PollerWorld& world) {
    const auto& requests = world.outside.feed.requests();
    const auto is_below = [](const MemoryFeed::Request& left, const MemoryFeed::Request& right) {
        return left.from > right.from && right.from > EventId{1};
    };
    return std::ranges::adjacent_find(requests, is_below) != requests.end();
}

std::set<std::int64_t> queued(const PollerWorld& world) {
    const auto ids = world.outside.queued_ids();
    return {ids.begin(), ids.end()};
}

TEST(ReadingAhead, EachEventIsSentOnceAndInOrder) {
    for (const std::size_t requests : {1u, 2u, 4u, 16u}) {
        for (const auto bound : {MemoryFeed::Bound::inclusive, MemoryFeed::Bound::exclusive}) {
            PollerWorld world(with_lanes(requests));
            world.outside.feed.set_bound(bound);
            world.outside.add_events(1, 3'000);
            world.run_for(5s);
            EXPECT_EQ(world.outside.queued_ids(), ids(1, 3'000)) << requests;
            EXPECT_EQ(world.outside.cursor().last_event_id, EventId{3'000}) << requests;
            EXPECT_EQ(has_read_ahead(world), requests > 1) << requests;
            EXPECT_LT(world.requests(), 3'000u / 20 * 5 / 4) << requests;
            EXPECT_TRUE(world.record().gaps.empty()) << requests;
        }
    }
}

// Lanes that asked for what the worker came to itself, above its end, or while it is idle.
TEST(ReadingAhead, AtTheHeadTheFeedIsAskedAsByOneWhoReadsAlone) {
    const auto idle_requests = [](std::size_t requests) {
        PollerWorld world(with_lanes(requests));
        world.outside.add_events(1, 3'000);
        world.run_for(60s);
        const std::size_t before = world.requests();
        world.run_for(600s);
        return world.requests_since(before);
    };
    EXPECT_EQ(idle_requests(16), idle_requests(1));
}

TEST(ReadingAhead, HolesAndLeapsOfTheIdsHideNothing) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Random random(seed);
        const std::uint64_t requests = 1 + random.below(16);
        PollerWorld world(with_lanes(requests, static_cast<std::uint32_t>(5 + random.below(30))));
        if (random.chance(0.5)) world.outside.feed.set_bound(MemoryFeed::Bound::exclusive);
        if (random.chance(0.3)) world.outside.feed.set_page_cap(10);
        std::set<std::int64_t> all;
        std::int64_t id = 0;
        for (int i = 0; i < 2'000; ++i) {
            const std::uint64_t step = random.chance(0.003) ? 500'000 : 1 + seed % 7;
            id += 1 + static_cast<std::int64_t>(random.below(step));
            world.outside.add_events(id, id);
            all.insert(id);
        }
        world.run_for(60s);
        EXPECT_EQ(queued(world), all) << seed;
        EXPECT_EQ(world.outside.cursor().last_event_id, EventId{id}) << seed;
        EXPECT_TRUE(world.record().gaps.empty()) << seed;
    }
}

TEST(ReadingAhead, ACrashAtAnyMomentLosesNothing) {
    for (int steps = 1; steps < 60; steps += 3) {
        PollerWorld world(with_lanes(4));
        world.outside.add_events(1, 2'000);
        world.run_for(steps * 1ms);
        const std::int64_t cursor = world.outside.cursor().last_event_id.value;
        const auto sent = queued(world);
        for (std::int64_t id = 1; id <= cursor; ++id)
            ASSERT_TRUE(sent.contains(id)) << steps << ": " << id;
        world.kill();
        world.run_for(20s);
        world.start();
        world.run_for(20s);
        EXPECT_EQ(queued(world).size(), 2'000u) << steps;
    }
}

TEST(ReadingAhead, WithoutTheLeaseNothingIsAsked) {
    PollerWorld world(with_lanes(16));
    world.outside.add_events(1, 100'000);
    world.timetable.run_until([&] { return has_read_ahead(world); }, 10s);
    world.outside.break_store();
    world.run_for(30s);
    const std::size_t before = world.requests();
    world.run_for(30s);
    EXPECT_EQ(world.requests_since(before), 0u);
}

// The lanes have asked for all of it when the feed forgets: what the reader did not take is told.
TEST(ReadingAhead, RetentionThatOvertakesTheReaderIsToldWithLanes) {
    PollerWorld world(with_lanes(16));
    world.outside.feed.set_bound(MemoryFeed::Bound::exclusive);
    world.outside.add_events(1, 20'000);
    world.timetable.run_until([&] { return has_read_ahead(world); }, 10s);
    world.outside.feed.forget_up_to(EventId{18'000});
    world.run_for(120s);
    const auto sent = queued(world);
    const auto gaps = saved_gaps(world);
    for (std::int64_t id = 1; id <= 20'000; ++id) {
        const bool is_told = std::ranges::any_of(gaps, [id](const FeedGap& gap) {
            return gap.after_event_id.value < id && id < gap.before_event_id.value;
        });
        ASSERT_TRUE(sent.contains(id) || is_told) << id;
    }
    EXPECT_FALSE(gaps.empty());
}

TEST(ReadingAhead, AnUnorderedFeedIsReadByOne) {
    PollerWorld world(with_lanes(16, 10));
    world.outside.add_events(1, 2'000);
    int pages = 0;
    world.outside.feed.intercept(
        [&](const MemoryFeed::Request& request) -> std::optional<Result<FeedReply>> {
            if (++pages != 30 || request.limit < 10) return std::nullopt;
            std::string body = R"({"ScanEvents":[)";
            for (std::int64_t i = 9; i >= 0; --i)
                body += feed_text(scan_event(request.from.value + i)) + (i > 0 ? "," : "]}");
            return FeedReply{.kind = FeedReply::Kind::page, .body = body};
        });
    ASSERT_TRUE(
        world.timetable.run_until([&] { return world.record().unordered_warnings > 0; }, 60s));
    const std::size_t before = world.requests();
    world.run_for(60s);
    EXPECT_EQ(queued(world).size(), 2'000u);
    std::vector<EventId> polls;
    for (const MemoryFeed::Request& each : world.outside.feed.requests()) {
        if (each.from > EventId{1}) polls.push_back(each.from);
    }
    polls.erase(polls.begin(), polls.begin() + static_cast<std::ptrdiff_t>(before));
    EXPECT_TRUE(std::ranges::is_sorted(polls));
}

// 400 to what is above the feed's end.
TEST(ReadingAhead, AFeedThatRefusesWhatIsAboveItsEndIsReadToIt) {
    PollerWorld world(with_lanes(4));
    std::int64_t end = 0;
    world.outside.feed.intercept(
        [&](const MemoryFeed::Request& request) -> std::optional<Result<FeedReply>> {
            if (request.from.value <= end) return std::nullopt;
            return fail(ErrorCode::rejected, "400");
        });
    for (int times = 0; times < 6; ++times) {
        world.outside.add_events(end + 1, end + 1'010);
        end += 1'010;
        world.run_for(20s);
        EXPECT_EQ(world.outside.cursor().last_event_id, EventId{end});
    }
    EXPECT_TRUE(world.record().errors.empty());
    EXPECT_LE(world.record().refusals.size(), 1u);
}

// What is owed is not starved by pages that are here at once.
TEST(ReadingAhead, WhatIsOwedIsReadMeanwhile) {
    PollingWorkerSettings settings = with_lanes(4);
    settings.poller.late_window = 1s;
    PollerWorld world(settings);
    for (std::int64_t id = 2; id <= 400'000; id += 2) world.outside.add_events(id, id);
    world.run_for(500ms);
    world.outside.add_events(41, 41);
    world.run_for(5s);
    EXPECT_LT(world.outside.cursor().last_event_id, EventId{400'000}) << "still far behind";
    EXPECT_TRUE(queued(world).contains(41));
}

}  // namespace
}  // namespace scan
