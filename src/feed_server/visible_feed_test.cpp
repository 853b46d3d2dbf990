#include "feed_server/visible_feed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "feed_server/testing/listed_feed.h"

namespace scan {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Instant kStart{std::chrono::hours(1)};

std::vector<std::int64_t> ids(const FeedSource& source, const std::vector<PageEntry>& entries) {
    std::vector<std::int64_t> found;
    for (const auto& entry : entries) {
        if (entry.origin == PageEntry::Origin::source)
            found.push_back(source.event_ids()[entry.index].value);
    }
    return found;
}

using Ids = std::vector<std::int64_t>;

TEST(VisibleFeed, ShowsTheEventsFromAnIdOnUpToTheLimit) {
    const ListedFeed source({{3}, {5}, {8}, {9}});
    VisibleFeed feed(source, {}, {}, kStart, 1);
    EXPECT_EQ(ids(source, feed.page({1}, 2, kStart)), (Ids{3, 5}));
    EXPECT_EQ(ids(source, feed.page({5}, 2, kStart)), (Ids{5, 8}));
    EXPECT_EQ(ids(source, feed.page({6}, 100, kStart)), (Ids{8, 9}));
    EXPECT_EQ(ids(source, feed.page({10}, 100, kStart)), Ids{});
}

TEST(VisibleFeed, EventsBecomeVisibleAtTheirPace) {
    const auto source = ListedFeed::range(1, 100);
    VisibleFeed feed(source, {.events_per_second = 10, .visible_at_start = 20}, {}, kStart, 1);
    EXPECT_EQ(feed.page({1}, 1000, kStart).size(), 20u);
    EXPECT_EQ(feed.page({1}, 1000, kStart + milliseconds(99)).size(), 20u);
    EXPECT_EQ(feed.page({1}, 1000, kStart + milliseconds(101)).size(), 21u);
    EXPECT_EQ(feed.page({1}, 1000, kStart + seconds(4)).size(), 60u);
    EXPECT_EQ(feed.page({1}, 1000, kStart + seconds(400)).size(), 100u);
    EXPECT_EQ(feed.due(kStart + seconds(4)), 60u);
}

TEST(VisibleFeed, ALateEventAppearsAfterHigherIds) {
    const auto source = ListedFeed::range(1, 1000);
    VisibleFeed feed(source, {}, {.late_rate = 0.1, .late_delay = seconds(2)}, kStart, 1);
    const auto early = ids(source, feed.page({1}, 10'000, kStart + milliseconds(1999)));
    EXPECT_NEAR(static_cast<double>(early.size()), 900, 40);
    EXPECT_GT(early.back(), 950);
    EXPECT_EQ(feed.hidden(kStart), 1000 - early.size());
    EXPECT_EQ(feed.page({1}, 10'000, kStart + seconds(2)).size(), 1000u);
    EXPECT_EQ(feed.hidden(kStart + seconds(2)), 0u);
}

TEST(VisibleFeed, ALimitIsFilledPastHiddenEvents) {
    const auto source = ListedFeed::range(1, 1000);
    VisibleFeed feed(source, {}, {.late_rate = 0.5, .late_delay = seconds(2)}, kStart, 1);
    EXPECT_EQ(feed.page({1}, 100, kStart).size(), 100u);
}

TEST(VisibleFeed, LatenessCountsFromTheMomentThatTheEventWasDue) {
    const auto source = ListedFeed::range(1, 100);
    VisibleFeed feed(source, {.events_per_second = 1}, {.late_rate = 1, .late_delay = seconds(5)},
                     kStart, 1);
    EXPECT_EQ(ids(source, feed.page({1}, 100, kStart + milliseconds(5999))), Ids{});
    EXPECT_EQ(ids(source, feed.page({1}, 100, kStart + milliseconds(6001))), (Ids{1}));
    EXPECT_EQ(ids(source, feed.page({1}, 100, kStart + milliseconds(8001))), (Ids{1, 2, 3}));
}

TEST(VisibleFeed, LatenessCanCountFromTheFirstPageThatShouldHaveHeldTheEvent) {
    const auto source = ListedFeed::range(1, 3);
    VisibleFeed feed(source, {},
                     {.late_rate = 1, .late_delay = seconds(5), .late_from = LateFrom::first_asked},
                     kStart, 1);
    const Instant asked = kStart + seconds(1000);
    EXPECT_EQ(feed.hidden(asked), 3u);
    EXPECT_EQ(ids(source, feed.page({2}, 100, asked)), Ids{});
    EXPECT_EQ(ids(source, feed.page({1}, 100, asked + seconds(5))), (Ids{2, 3}));
    EXPECT_EQ(feed.hidden(asked + seconds(5)), 1u);
    EXPECT_EQ(ids(source, feed.page({1}, 100, asked + seconds(10))), (Ids{1, 2, 3}));
    EXPECT_EQ(feed.hidden(asked + seconds(10)), 0u);
}

TEST(VisibleFeed, WalkingItInSmallPagesMeetsEveryEventAndEveryMalformedOneOnce) {
    const auto source = ListedFeed::range(10, 3000, 3);
    VisibleFeed feed(source, {}, {.malformed_rate = 0.3}, kStart, 1);
    std::set<std::size_t> events;
    std::set<std::size_t> malformed;
    for (EventId from{1};;) {
        const auto entries = feed.page(from, 2, kStart);
        EventId last{0};
        std::size_t counted = 0;
        for (const auto& entry : entries) {
            const bool is_source = entry.origin == PageEntry::Origin::source;
            EXPECT_TRUE((is_source ? events : malformed).insert(entry.index).second);
            if (is_source) {
                last = source.event_ids()[entry.index];
                ++counted;
            } else if (has_event_id(feed.malformed_events()[entry.index].kind)) {
                last = feed.malformed_events()[entry.index].position;
                ++counted;
            } else {
                EXPECT_EQ(feed.malformed_events()[entry.index].position, last)
                    << "stands behind the event that it follows";
            }
        }
        EXPECT_LE(counted, 2u);
        if (entries.empty()) break;
        ASSERT_GT(counted, 0u) << "a page has at least one usable id";
        from = {last.value + 1};
    }
    EXPECT_EQ(events.size(), source.event_ids().size());
    EXPECT_EQ(malformed.size(), feed.malformed_events().size());
    EXPECT_GT(malformed.size(), 250u);
}

}  // namespace
}  // namespace scan
