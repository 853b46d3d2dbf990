#include "domain/parcel_summary.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

#include "base/random.h"

namespace scan {
namespace {

UtcTime at_second(std::int64_t second) {
    return *UtcTime::from_ticks(second * UtcTime::kTicksPerSecond);
}

ScanEvent event(std::int64_t id, std::int64_t parcel, std::string type, std::int64_t second) {
    return {.event_id = {id},
            .parcel_id = {parcel},
            .type = std::move(type),
            .created_at = at_second(second),
            .status_code = "S" + std::to_string(id),
            .run_id = "R" + std::to_string(id)};
}

std::vector<ParcelSummary> fold_all(const std::vector<ScanEvent>& events) {
    std::vector<const ScanEvent*> pointers;
    for (const ScanEvent& e : events) pointers.push_back(&e);
    return fold(pointers);
}

ParcelSummary only(const std::vector<ScanEvent>& events) {
    const auto summaries = fold_all(events);
    EXPECT_EQ(summaries.size(), 1u);
    return summaries.front();
}

TEST(ParcelSummary, ShowsEveryFieldOfItsLatestEvent) {
    const ParcelSummary summary = only({event(1, 7, "PICKUP", 10), event(2, 7, "STATUS", 20)});
    EXPECT_EQ(summary.parcel_id, ParcelId{7});
    EXPECT_EQ(summary.latest, (LatestScan{.event_id = {2},
                                          .type = "STATUS",
                                          .created_at = at_second(20),
                                          .status_code = "S2",
                                          .run_id = "R2"}));
}

TEST(ParcelSummary, TheGreatestEventIdIsTheLatestWhateverItsTime) {
    EXPECT_EQ(only({event(9, 7, "STATUS", 1), event(3, 7, "STATUS", 99)}).latest.event_id,
              EventId{9});
}

TEST(ParcelSummary, APickupSetsThePickedUpTimeAndADeliveryTheDeliveredTime) {
    const ParcelSummary summary = only({event(1, 7, "PICKUP", 10), event(2, 7, "DELIVERY", 20)});
    EXPECT_EQ(summary.picked_up, (Milestone{{1}, at_second(10)}));
    EXPECT_EQ(summary.delivered, (Milestone{{2}, at_second(20)}));
}

TEST(ParcelSummary, ThePickupWithTheSmallestEventIdCountsWhateverItsTime) {
    const ParcelSummary summary =
        only({event(5, 7, "PICKUP", 1), event(4, 7, "PICKUP", 50), event(6, 7, "PICKUP", 2)});
    EXPECT_EQ(summary.picked_up, (Milestone{{4}, at_second(50)}));
    EXPECT_EQ(summary.delivered, std::nullopt);
}

TEST(ParcelSummary, TheDeliveryWithTheSmallestEventIdCountsWhateverItsTime) {
    const ParcelSummary summary = only({event(6, 7, "DELIVERY", 1), event(4, 7, "DELIVERY", 50)});
    EXPECT_EQ(summary.delivered, (Milestone{{4}, at_second(50)}));
    EXPECT_EQ(summary.picked_up, std::nullopt);
}

TEST(ParcelSummary, AnOldPickupAfterANewerStatusStillSetsThePickedUpTime) {
    ParcelSummary stored = summarize(event(8, 7, "STATUS", 80));
    merge(stored, summarize(event(3, 7, "PICKUP", 30)));
    EXPECT_EQ(stored.latest.event_id, EventId{8});
    EXPECT_EQ(stored.picked_up, (Milestone{{3}, at_second(30)}));
}

TEST(ParcelSummary, AnUnknownTypeIsKeptAndSetsNoTime) {
    const ParcelSummary summary = only({event(1, 7, "CUSTOMS", 10), event(2, 7, "PICKUPS", 20)});
    EXPECT_EQ(summary.latest.type, "PICKUPS");
    EXPECT_EQ(summary.picked_up, std::nullopt);
    EXPECT_EQ(summary.delivered, std::nullopt);
}

TEST(ParcelSummary, OfTwoContentsUnderOneIdTheFirstStays) {
    const ScanEvent first = event(4, 7, "PICKUP", 10);
    const ScanEvent second = event(4, 7, "PICKUP", 90);
    EXPECT_EQ(only({first, second}), summarize(first));
    EXPECT_EQ(only({second, first}), summarize(second));
    ParcelSummary stored = summarize(first);
    merge(stored, summarize(second));
    EXPECT_EQ(stored, summarize(first));
}

TEST(ParcelSummary, AMilestoneWithoutAnEventIdCountsAsTheSmallest) {
    ParcelSummary adopted = summarize(event(9, 7, "STATUS", 90));
    adopted.picked_up = Milestone{EventId{0}, at_second(5)};
    merge(adopted, summarize(event(1, 7, "PICKUP", 10)));
    EXPECT_EQ(adopted.picked_up, (Milestone{{0}, at_second(5)}));
}

TEST(Fold, GivesOneSummaryAParcelInAscendingOrder) {
    const auto summaries = fold_all({event(1, 30, "STATUS", 1), event(2, 10, "STATUS", 2),
                                     event(3, 20, "STATUS", 3), event(4, 10, "STATUS", 4)});
    ASSERT_EQ(summaries.size(), 3u);
    EXPECT_EQ(summaries[0].parcel_id, ParcelId{10});
    EXPECT_EQ(summaries[0].latest.event_id, EventId{4});
    EXPECT_EQ(summaries[1].parcel_id, ParcelId{20});
    EXPECT_EQ(summaries[2].parcel_id, ParcelId{30});
}

TEST(Fold, OfNothingIsNothing) {
    EXPECT_TRUE(fold_all({}).empty());
}

// Events of few parcels, each under an id of its own, in ascending order of ids.
std::vector<ScanEvent> any_feed() {
    const auto types = rc::gen::element<std::string>("PICKUP", "STATUS", "DELIVERY", "CUSTOMS");
    const auto size = *rc::gen::inRange<std::int64_t>(0, 40);
    std::vector<ScanEvent> feed;
    for (std::int64_t id = 1; id <= size; ++id) {
        feed.push_back(event(id, *rc::gen::inRange<std::int64_t>(1, 6), *types,
                             *rc::gen::inRange<std::int64_t>(0, 1000)));
    }
    return feed;
}

// The summary of some events of one parcel, out of a feed that all summaries of a property share:
// one id names one content.
ParcelSummary any_summary() {
    const auto ids = *rc::gen::nonEmpty<std::vector<std::int64_t>>(
        rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(1, 13)));
    std::vector<ScanEvent> events;
    for (const std::int64_t id : ids) {
        const char* const types[] = {"PICKUP", "STATUS", "DELIVERY", "CUSTOMS"};
        events.push_back(event(id, 7, types[id % 4], id * 37 % 11));
    }
    return only(events);
}

ParcelSummary merged(ParcelSummary into, const ParcelSummary& other) {
    merge(into, other);
    return into;
}

RC_GTEST_PROP(Merge, IsCommutative, ()) {
    const auto a = any_summary();
    const auto b = any_summary();
    RC_ASSERT(merged(a, b) == merged(b, a));
}

RC_GTEST_PROP(Merge, IsAssociative, ()) {
    const auto a = any_summary();
    const auto b = any_summary();
    const auto c = any_summary();
    RC_ASSERT(merged(merged(a, b), c) == merged(a, merged(b, c)));
}

RC_GTEST_PROP(Merge, IsIdempotent, ()) {
    const auto a = any_summary();
    const auto b = any_summary();
    RC_ASSERT(merged(a, a) == a);
    RC_ASSERT(merged(merged(a, b), b) == merged(a, b));
}

// The rules in their plainest words, one event after the other in ascending order of ids.
std::map<ParcelId, ParcelSummary> naive_table(const std::vector<ScanEvent>& ascending) {
    std::map<ParcelId, ParcelSummary> table;
    for (const ScanEvent& e : ascending) {
        ParcelSummary& row = table[e.parcel_id];
        row.parcel_id = e.parcel_id;
        row.latest = {e.event_id, e.type, e.created_at, e.status_code, e.run_id};
        if (e.type == "PICKUP" && !row.picked_up) row.picked_up = {e.event_id, e.created_at};
        if (e.type == "DELIVERY" && !row.delivered) row.delivered = {e.event_id, e.created_at};
    }
    return table;
}

RC_GTEST_PROP(Fold, AnySplitOrderAndRepetitionOfAFeedEndsInTheSameTable, ()) {
    const auto feed = any_feed();

    std::vector<ScanEvent> arrived = feed;
    if (!feed.empty()) {
        for (const std::size_t again : *rc::gen::container<std::vector<std::size_t>>(
                 rc::gen::inRange<std::size_t>(0, feed.size()))) {
            arrived.push_back(feed[again]);
        }
    }
    Random random(*rc::gen::arbitrary<std::uint64_t>());
    for (std::size_t i = arrived.size(); i > 1; --i) {
        std::swap(arrived[i - 1], arrived[random.below(i)]);
    }

    std::map<ParcelId, ParcelSummary> table;
    for (std::size_t start = 0; start < arrived.size();) {
        const std::size_t end = std::min(arrived.size(), start + 1 + random.below(9));
        const std::vector<ScanEvent> batch(arrived.begin() + static_cast<std::ptrdiff_t>(start),
                                           arrived.begin() + static_cast<std::ptrdiff_t>(end));
        for (const ParcelSummary& delta : fold_all(batch)) {
            const auto [row, is_new] = table.try_emplace(delta.parcel_id, delta);
            if (!is_new) merge(row->second, delta);
        }
        start = end;
    }

    RC_ASSERT(table == naive_table(feed));
}

TEST(MergeDeathTest, TakesNoSummaryOfAnotherParcel) {
    ParcelSummary summary;
    ParcelSummary other;
    other.parcel_id = {7};
    EXPECT_DEATH(merge(summary, other), "both summaries are of one parcel");
}

}  // namespace
}  // namespace scan
