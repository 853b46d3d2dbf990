#include "tests/conformance/store_conformance.h"

namespace scan::conformance {
namespace {

TEST_P(StoreStatusConformance, KnowsNothingOfAnEmptyStore) {
    const StoreStatus empty = status();
    EXPECT_EQ(empty.cursor, std::nullopt);
    EXPECT_EQ(empty.cursor_moved_at, std::nullopt);
    EXPECT_EQ(empty.lease_holder, "");
    EXPECT_FALSE(empty.lease_live);
    EXPECT_EQ(empty.caught_up_at, std::nullopt);
    EXPECT_EQ(empty.feed_state, "");
    EXPECT_EQ(
        empty.parcels + empty.failed_events_open + empty.failed_events_resolved + empty.feed_gaps,
        0u);
}

TEST_P(StoreStatusConformance, TellsWhoHoldsTheLease) {
    const auto lease = fixture_->open_lease("O'Brien's worker");
    const Tenure tenure = acquire(*lease);
    EXPECT_EQ(status().lease_holder, "O'Brien's worker");
    EXPECT_TRUE(status().lease_live);
    EXPECT_EQ(status().lease_epoch, tenure.epoch);

    const HolderReport report{.caught_up_at = at_second(30),
                              .last_event_id = {},
                              .unpaid = {},
                              .settled_event_id = {},
                              .feed_state = "backing off: 503"};
    ASSERT_TRUE(*lease->renew(tenure.epoch, report));
    EXPECT_EQ(status().caught_up_at, at_second(30));
    EXPECT_EQ(status().feed_state, "backing off: 503");

    fixture_->pass(fixture_->lease_duration() * 11 / 10);
    EXPECT_FALSE(status().lease_live);
    EXPECT_EQ(status().lease_holder, "O'Brien's worker");

    const Tenure again = acquire(*lease);
    ASSERT_TRUE(lease->release(again.epoch, report));
    EXPECT_FALSE(status().lease_live);
    EXPECT_EQ(status().lease_holder, "");
}

TEST_P(StoreStatusConformance, CountsWhatTheStoreHolds) {
    const auto lease = fixture_->open_lease("holder");
    const Tenure tenure = acquire(*lease);
    EXPECT_EQ(status().cursor, tenure.cursor);
    ASSERT_TRUE(*fixture_->open_cursor()->advance(
        tenure.epoch,
        {.last_event_id = EventId{130},
         .unpaid = {},
         .failed = {failed_event(1, "{1}"), failed_event(2, "{2}"), failed_event(3, "{3}")},
         .gaps = {FeedGap{EventId{100}, EventId{105}}}}));
    ASSERT_TRUE(
        fixture_->open_parcels()->apply({.parcels = {summarize(scan_event(2, 10, "PICKUP")),
                                                     summarize(scan_event(5, 11, "STATUS"))},
                                         .applied = {EventId{2}, EventId{5}},
                                         .failed = {failed_event(1, "{1}")},
                                         .history = {}}));

    const StoreStatus full = status();
    EXPECT_EQ(full.cursor, cursor());
    EXPECT_TRUE(full.cursor_moved_at.has_value());
    EXPECT_EQ(full.parcels, 2u);
    EXPECT_EQ(full.failed_events_open, 2u);
    EXPECT_EQ(full.failed_events_resolved, 1u);
    EXPECT_EQ(full.feed_gaps, 1u);
}

}  // namespace
}  // namespace scan::conformance
