#include "tests/conformance/store_conformance.h"

namespace scan::conformance {
namespace {

using namespace std::chrono_literals;
using Ids = std::vector<std::int64_t>;
using Bodies = std::vector<std::string>;

TEST_P(HistoryStoreConformance, ForgetsNothingOfAnEmptyStore) {
    EXPECT_EQ(forget(0s), Forgotten());
}

TEST_P(HistoryStoreConformance, ForgetsRawEventsThatWereStoredBeforeTheBound) {
    for (const std::int64_t id : {1, 2, 3, 4}) apply(id);
    EXPECT_EQ(forget(4min), Forgotten());
    EXPECT_EQ(forget(90s).raw_events, 2u);
    EXPECT_EQ(kept_ids(), (Ids{3, 4}));
    EXPECT_EQ(forget(60s).raw_events, 0u) << "3 is as old as that, and not older";
    EXPECT_EQ(forget(59s).raw_events, 1u);
    EXPECT_EQ(kept_ids(), Ids{4});
}

TEST_P(HistoryStoreConformance, TheOldestByTheTimeOfStoringGoFirstWhateverTheirIds) {
    for (const std::int64_t id : {7, 3, 9, 1, 5}) apply(id);
    fixture_->pass(1h);
    EXPECT_EQ(forget(1min, 2).raw_events, 2u);
    EXPECT_EQ(kept_ids(), (Ids{1, 5, 9}));
    EXPECT_EQ(forget(1min, 2).raw_events, 2u);
    EXPECT_EQ(forget(1min, 2).raw_events, 1u);
    EXPECT_EQ(kept_ids(), Ids{});
}

TEST_P(HistoryStoreConformance, AnEventThatWasForgottenIsKeptAgainWhenItComesAgain) {
    apply(1);
    fixture_->pass(1h);
    ASSERT_EQ(forget(1min).raw_events, 1u);
    apply(1);
    EXPECT_EQ(kept_ids(), Ids{1});
    EXPECT_EQ(forget(1min).raw_events, 0u);
}

TEST_P(HistoryStoreConformance, ForgetsOnlyFailedEventsThatWereResolvedBeforeTheBound) {
    apply(1, {failed_event(2, "{2}"), failed_event(3, "{3}"), failed_event(4, "{4}"),
              failed_event(std::nullopt, "no id")});
    fixture_->pass(1h);
    apply(2);
    apply(3);
    EXPECT_EQ(forget(90s).failed_events, 0u) << "resolved a minute ago, whenever they failed";
    EXPECT_EQ(forget(30s).failed_events, 1u);
    EXPECT_EQ(failed_bodies(), (Bodies{"no id", "{3}", "{4}"}));
    fixture_->pass(24h * 365);
    EXPECT_EQ(forget(1min).failed_events, 1u);
    EXPECT_EQ(failed_bodies(), (Bodies{"no id", "{4}"})) << "open ones stay, however old";
}

TEST_P(HistoryStoreConformance, BothKindsAreBoundedEachByItself) {
    for (std::int64_t id = 1; id <= 5; ++id)
        apply(id, {failed_event(id, "{" + std::to_string(id) + "}")});
    fixture_->pass(1h);
    EXPECT_EQ(forget(1min, 3), (Forgotten{.raw_events = 3, .failed_events = 3}));
    EXPECT_EQ(forget(1min, 3), (Forgotten{.raw_events = 2, .failed_events = 2}));
    EXPECT_EQ(forget(1min, 3), Forgotten());
}

TEST_P(HistoryStoreConformance, ParcelsAndFeedGapsStay) {
    const auto lease = fixture_->open_lease("holder");
    const Tenure tenure = acquire(*lease);
    const FeedGap gap{EventId{100}, EventId{105}};
    ASSERT_TRUE(*fixture_->open_cursor()->advance(tenure.epoch,
                                                  {.last_event_id = EventId{130}, .gaps = {gap}}));
    apply(1);
    fixture_->pass(24h * 365);
    EXPECT_EQ(forget(1min).raw_events, 1u);
    EXPECT_EQ(fixture_->feed_gaps(), std::vector{gap});
    EXPECT_TRUE(fixture_->open_parcels()->find(ParcelId{10})->has_value());
}

}  // namespace
}  // namespace scan::conformance
