#include "tests/conformance/store_conformance.h"

namespace scan::conformance {
namespace {

// Picked up at second 10, 20 and 30; the second one is delivered.
StoreBatch batch() {
    const ScanEvent one = scan_event(10, 1, "PICKUP");
    const ScanEvent two = scan_event(20, 2, "PICKUP");
    const ScanEvent end = scan_event(25, 2, "DELIVERY");
    const ScanEvent three = scan_event(30, 3, "PICKUP");
    StoreBatch batch;
    const std::vector<const ScanEvent*> all = {&one, &two, &end, &three};
    batch.parcels = fold(all);
    for (const ScanEvent* each : all) {
        batch.applied.push_back(each->event_id);
        batch.history.push_back({*each, "{\"it\":\"said 'so'\"}"});
    }
    return batch;
}

std::vector<std::int64_t> ids(const Result<std::vector<ParcelSummary>>& parcels) {
    std::vector<std::int64_t> ids;
    if (!parcels) ADD_FAILURE() << parcels.error().message;
    if (parcels)
        for (const ParcelSummary& each : *parcels) ids.push_back(each.parcel_id.value);
    return ids;
}

using Ids = std::vector<std::int64_t>;

TEST_P(ParcelSearchConformance, FindsParcelsInTheOrderOfTheirIds) {
    EXPECT_EQ(ids(search_->by_id(ParcelId{0}, 10)), Ids{});
    ASSERT_TRUE(fixture_->open_parcels()->apply(batch()));
    EXPECT_EQ(ids(search_->by_id(ParcelId{0}, 2)), (Ids{1, 2}));
    EXPECT_EQ(ids(search_->by_id(ParcelId{2}, 2)), (Ids{3}));
    EXPECT_EQ(search_->by_id(ParcelId{1}, 1)->front(),
              fixture_->open_parcels()->find(ParcelId{2})->value());
}

TEST_P(ParcelSearchConformance, FindsWhatWaitsLongestForItsDelivery) {
    ASSERT_TRUE(fixture_->open_parcels()->apply(batch()));
    EXPECT_EQ(ids(search_->not_delivered(at_second(31), {}, 10)), (Ids{1, 3}));
    EXPECT_EQ(ids(search_->not_delivered(at_second(30), {}, 10)), (Ids{1}));
    EXPECT_EQ(ids(search_->not_delivered(at_second(31), {}, 1)), (Ids{1}));
    EXPECT_EQ(ids(search_->not_delivered(at_second(31), {at_second(10), ParcelId{1}}, 10)),
              (Ids{3}));
    EXPECT_EQ(ids(search_->not_delivered(at_second(31), {at_second(10), ParcelId{0}}, 10)),
              (Ids{1, 3}));
}

TEST_P(ParcelSearchConformance, HasTheRawEventsOfAParcel) {
    ASSERT_TRUE(fixture_->open_parcels()->apply(batch()));
    EXPECT_TRUE(search_->history(ParcelId{9}, 10)->empty());
    const auto events = search_->history(ParcelId{2}, 10);
    ASSERT_TRUE(events) << events.error().message;
    ASSERT_EQ(events->size(), 2U);
    EXPECT_EQ((*events)[0].event, scan_event(20, 2, "PICKUP"));
    EXPECT_EQ((*events)[1].event.event_id, EventId{25});
    EXPECT_EQ((*events)[1].body, "{\"it\":\"said 'so'\"}");
    EXPECT_EQ(search_->history(ParcelId{2}, 1)->size(), 1U);
}

}  // namespace
}  // namespace scan::conformance
