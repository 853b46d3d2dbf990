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

TEST_P(HistoryStoreConformance, ForgetsJobsThatHaveEndedButTheLastOfEachKindPersonAndEnd) {
    const auto jobs = fixture_->open_jobs();
    const auto add = [&](const std::string& kind, const std::string& who) {
        return jobs->add({.kind = kind, .arguments = "{}", .who = who, .reason = "r"}).value();
    };
    const auto end = [&](std::int64_t id, JobState state) {
        const auto claim = jobs->claim(id, "w", 30s);
        ASSERT_TRUE(claim && *claim);
        ASSERT_TRUE(*jobs->let_go(**claim, state, "over"));
    };
    const std::int64_t first = add("replay", "mia");
    const std::int64_t second = add("replay", "mia");
    const std::int64_t open = add("replay", "mia");
    const std::int64_t other_kind = add("verify", "mia");
    const std::int64_t other_person = add("replay", "bob");
    const std::int64_t other_end = add("replay", "mia");
    for (const std::int64_t id : {first, second, other_kind, other_person}) end(id, JobState::done);
    end(other_end, JobState::failed);
    EXPECT_EQ(forget(1min).jobs, 0u) << "they have just ended";
    fixture_->pass(1h);
    EXPECT_EQ(forget(1min).jobs, 1u);
    EXPECT_FALSE(jobs->find(first)->has_value());
    for (const std::int64_t id : {second, open, other_kind, other_person, other_end})
        EXPECT_TRUE(jobs->find(id)->has_value()) << id;
    EXPECT_EQ(forget(1min), Forgotten());
}

TEST_P(HistoryStoreConformance, ForgetsFeedGapsThatWereClosedButTheLast) {
    const Tenure tenure = acquire(*fixture_->open_lease("holder"));
    const std::vector<FeedGap> found{
        {EventId{100}, EventId{105}}, {EventId{110}, EventId{115}}, {EventId{120}, EventId{125}}};
    ASSERT_TRUE(*fixture_->open_cursor()->advance(tenure.epoch,
                                                  {.last_event_id = EventId{130}, .gaps = found}));
    const auto gaps = fixture_->open_gaps();
    const auto rows = gaps->list(std::nullopt, std::numeric_limits<std::int64_t>::max(), 10);
    ASSERT_EQ(rows->size(), 3u);
    ASSERT_TRUE(*gaps->close((*rows)[0].id, GapState::acknowledged)) << "the last";
    ASSERT_TRUE(*gaps->close((*rows)[2].id, GapState::filled)) << "the first";
    EXPECT_EQ(forget(1min).feed_gaps, 0u);
    fixture_->pass(1h);
    EXPECT_EQ(forget(1min).feed_gaps, 1u);
    EXPECT_EQ(fixture_->feed_gaps(), (std::vector{found[1], found[2]}));
    EXPECT_EQ(forget(1min), Forgotten());
}

TEST_P(HistoryStoreConformance, ParcelsAndOpenFeedGapsStay) {
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
