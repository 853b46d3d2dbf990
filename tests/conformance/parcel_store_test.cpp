#include <limits>

#include "tests/conformance/store_conformance.h"

namespace scan::conformance {
namespace {

StoreBatch one_event(const ScanEvent& event) {
    StoreBatch batch;
    batch.parcels = {summarize(event)};
    batch.applied = {event.event_id};
    return batch;
}

TEST_P(ParcelStoreConformance, Answers) {
    EXPECT_TRUE(store_->ping());
}

TEST_P(ParcelStoreConformance, FindsNothingOfAnUnknownParcel) {
    apply(one_event(scan_event(1, 10, "STATUS")));
    const auto found = store_->find(ParcelId{11});
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_EQ(*found, std::nullopt);
}

TEST_P(ParcelStoreConformance, TakesAnEmptyBatch) {
    apply({});
    EXPECT_TRUE(fixture_->failed_events().empty());
}

TEST_P(ParcelStoreConformance, KeepsEveryColumnAsItCame) {
    std::string longest;
    for (int i = 0; i < 100; ++i) longest += "\xF0\x9F\x93\xA6";  // 200 UTF-16 units
    std::vector<std::string> texts = {"", " ", "O'Brien ?1 :name", "Tāmaki Makaurau 東京", longest};
    if (fixture_->keeps_any_text()) {
        texts.insert(texts.end(), {"\"x\" \\ y", "tab\tline\nend\x01"});
    }
    std::int64_t id = 1;
    for (const std::string& text : texts) {
        ScanEvent event = scan_event(id, 1000 + id, "PICKUP");
        event.status_code = text;
        event.run_id = text;
        if (!text.empty()) event.type = text;
        ParcelSummary expected = summarize(event);
        expected.delivered = Milestone{.event_id = EventId{id}, .at = at_second(-id)};
        apply({.parcels = {expected}, .applied = {}, .failed = {}, .history = {}});
        EXPECT_EQ(find(1000 + id), expected) << text;
        ++id;
    }
}

TEST_P(ParcelStoreConformance, KeepsTheGreatestIdsAndTheOutermostTimes) {
    constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
    ScanEvent event = scan_event(1, kMax, "PICKUP");
    event.event_id = EventId{kMax};
    event.created_at = *UtcTime::parse("9999-12-31T23:59:59Z");
    ParcelSummary expected = summarize(event);
    expected.delivered = Milestone{.event_id = EventId{kMax}, .at = UtcTime()};
    apply({.parcels = {expected}, .applied = {event.event_id}, .failed = {}, .history = {}});
    EXPECT_EQ(find(kMax), expected);
}

TEST_P(ParcelStoreConformance, KeepsTheSeventhDigitOfTimes) {
    if (!fixture_->keeps_ticks()) GTEST_SKIP() << "this store keeps microseconds";
    ScanEvent event = scan_event(1, 10, "PICKUP");
    event.created_at = *UtcTime::parse("2021-05-11T21:11:34.1506147Z");
    apply(one_event(event));
    EXPECT_EQ(find(10), summarize(event));
}

TEST_P(ParcelStoreConformance, TheGreatestEventIdIsTheLatest) {
    apply(one_event(scan_event(5, 10, "STATUS")));
    apply(one_event(scan_event(7, 10, "SORTED")));
    EXPECT_EQ(find(10), summarize(scan_event(7, 10, "SORTED")));
    apply(one_event(scan_event(6, 10, "STATUS")));
    EXPECT_EQ(find(10), summarize(scan_event(7, 10, "SORTED")));
}

TEST_P(ParcelStoreConformance, AnOldPickupAfterANewerStatusStillSetsThePickupTime) {
    apply(one_event(scan_event(9, 10, "STATUS")));
    apply(one_event(scan_event(4, 10, "PICKUP")));
    const ParcelSummary found = find(10);
    EXPECT_EQ(found.latest, summarize(scan_event(9, 10, "STATUS")).latest);
    EXPECT_EQ(found.picked_up, summarize(scan_event(4, 10, "PICKUP")).picked_up);
    EXPECT_EQ(found.delivered, std::nullopt);
}

TEST_P(ParcelStoreConformance, TheSmallestEventIdSetsAMilestone) {
    for (const auto& [type, parcel] : {std::pair{"PICKUP", 10}, std::pair{"DELIVERY", 11}}) {
        for (const std::int64_t id : {6, 4, 5, 8}) apply(one_event(scan_event(id, parcel, type)));
        const ParcelSummary first = summarize(scan_event(4, parcel, type));
        const ParcelSummary found = find(parcel);
        EXPECT_EQ(found.picked_up, first.picked_up);
        EXPECT_EQ(found.delivered, first.delivered);
        EXPECT_EQ(found.latest.event_id, EventId{8});
    }
}

TEST_P(ParcelStoreConformance, OnEqualEventIdsTheStoredSideStays) {
    for (const auto& [type, parcel] : {std::pair{"PICKUP", 10}, std::pair{"DELIVERY", 11}}) {
        const ScanEvent stored = scan_event(5, parcel, type);
        ScanEvent other = stored;
        other.created_at = at_second(99);
        other.status_code = "other";
        other.run_id = "other";
        apply(one_event(stored));
        apply(one_event(other));
        EXPECT_EQ(find(parcel), summarize(stored));
    }
}

TEST_P(ParcelStoreConformance, ApplyingAgainChangesNothing) {
    StoreBatch batch;
    batch.parcels = {summarize(scan_event(5, 10, "PICKUP")),
                     summarize(scan_event(6, 11, "DELIVERY"))};
    batch.applied = {EventId{5}, EventId{6}};
    apply(batch);
    apply(batch);
    EXPECT_EQ(find(10), batch.parcels[0]);
    EXPECT_EQ(find(11), batch.parcels[1]);
}

TEST_P(ParcelStoreConformance, AMilestoneWithoutAnEventIdCountsAsTheSmallest) {
    ParcelSummary adopted = summarize(scan_event(50, 10, "STATUS"));
    adopted.picked_up = Milestone{.event_id = EventId{0}, .at = at_second(1000)};
    fixture_->adopt(adopted);
    EXPECT_EQ(find(10), adopted);

    apply(one_event(scan_event(3, 10, "PICKUP")));
    apply(one_event(scan_event(60, 10, "DELIVERY")));
    const ParcelSummary found = find(10);
    EXPECT_EQ(found.picked_up, adopted.picked_up);
    EXPECT_EQ(found.delivered, summarize(scan_event(60, 10, "DELIVERY")).delivered);
    EXPECT_EQ(found.latest.event_id, EventId{60});
}

TEST_P(ParcelStoreConformance, AnAdoptedRowGetsTheMilestonesThatItLacks) {
    ParcelSummary adopted = summarize(scan_event(50, 10, "STATUS"));
    adopted.delivered = Milestone{.event_id = EventId{0}, .at = at_second(1000)};
    fixture_->adopt(adopted);
    apply(one_event(scan_event(3, 10, "PICKUP")));
    apply(one_event(scan_event(4, 10, "DELIVERY")));
    const ParcelSummary found = find(10);
    EXPECT_EQ(found.picked_up, summarize(scan_event(3, 10, "PICKUP")).picked_up);
    EXPECT_EQ(found.delivered, adopted.delivered);
    EXPECT_EQ(found.latest, adopted.latest);
}

TEST_P(ParcelStoreConformance, MergesALargeBatch) {
    StoreBatch batch;
    for (std::int64_t id = 1; id <= 1500; ++id) {
        batch.parcels.push_back(summarize(scan_event(id, 10'000 + id, "PICKUP")));
        batch.applied.push_back(EventId{id});
    }
    apply(batch);
    for (auto& parcel : batch.parcels) parcel.latest.event_id.value += 5000;
    apply(batch);
    for (const std::int64_t id : {1, 2, 750, 1500}) {
        const ParcelSummary found = find(10'000 + id);
        EXPECT_EQ(found.latest.event_id, EventId{id + 5000});
        EXPECT_EQ(found.picked_up, summarize(scan_event(id, 10'000 + id, "PICKUP")).picked_up);
    }
}

TEST_P(ParcelStoreConformance, ObjectsShareTheStore) {
    apply(one_event(scan_event(5, 10, "STATUS")));
    const auto other = fixture_->open_parcels();
    ASSERT_TRUE(other->apply(one_event(scan_event(4, 10, "PICKUP"))));
    store_.reset();
    const auto later = fixture_->open_parcels();
    const auto found = later->find(ParcelId{10});
    ASSERT_TRUE(found);
    ASSERT_TRUE(*found);
    EXPECT_EQ((*found)->latest.event_id, EventId{5});
    EXPECT_EQ((*found)->picked_up->event_id, EventId{4});
}

TEST_P(ParcelStoreConformance, OneBadRowRejectsTheWholeBatch) {
    const auto unacceptable = fixture_->unacceptable_delta();
    if (!unacceptable) GTEST_SKIP() << "this store takes every delta";
    const ScanEvent earlier = scan_event(1, 1, "STATUS");
    ASSERT_GT(unacceptable->parcel_id, earlier.parcel_id);
    apply({.parcels = {}, .applied = {}, .failed = {failed_event(1, "{1}")}, .history = {}});

    StoreBatch batch = one_event(earlier);
    batch.parcels.push_back(*unacceptable);
    batch.failed = {failed_event(2, "{2}")};
    batch.history = {{earlier, "{}"}};
    const auto applied = store_->apply(batch);
    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error().code, ErrorCode::rejected) << applied.error().message;
    EXPECT_EQ(*store_->find(earlier.parcel_id), std::nullopt);
    EXPECT_EQ(*store_->find(unacceptable->parcel_id), std::nullopt);
    EXPECT_TRUE(fixture_->history().empty());
    const auto failed = fixture_->failed_events();
    ASSERT_EQ(failed.size(), 1u);
    EXPECT_FALSE(failed[0].resolved);

    batch.parcels.pop_back();
    apply(batch);
    EXPECT_EQ(find(1), summarize(earlier));
}

}  // namespace
}  // namespace scan::conformance
