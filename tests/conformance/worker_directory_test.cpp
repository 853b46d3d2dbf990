#include "tests/conformance/store_conformance.h"

namespace scan::conformance {
namespace {

using namespace std::chrono_literals;

WorkerFacts everything(std::string name) {
    WorkerFacts facts{.name = std::move(name),
                      .role = "both",
                      .version = "1.2.3",
                      .admin_address = "127.0.0.1:8080",
                      .reads = {"page"},
                      .started_at = at_second(10),
                      .told_at = at_second(70)};
    facts.polling = PollingFacts{.holds_lease = true,
                                 .is_at_head = true,
                                 .is_waiting = true,
                                 .lease_held_since = at_second(10),
                                 .asked_at = at_second(11),
                                 .at_head_at = at_second(12),
                                 .new_at = at_second(13),
                                 .newest_event_at = at_second(14),
                                 .events_per_second = 93.5,
                                 .messages_per_second = 0.5,
                                 .pace = 2.5,
                                 .no_forecast_since = at_second(15)};
    facts.processing = ProcessingFacts{.progress_at = at_second(16),
                                       .held_since = at_second(17),
                                       .events_per_second = 1200,
                                       .messages_per_second = 12};
    facts.signs = {{.id = ConditionId::feed_denied,
                    .since = at_second(18),
                    .detail = "the feed's \"401\": O'Brien \\ \n ü",
                    .last_good = at_second(19),
                    .next_try = at_second(20)},
                   {.id = ConditionId::credential_expiring,
                    .since = at_second(21),
                    .detail = "",
                    .ends_at = at_second(22)}};
    facts.lateness_max = 55s;
    facts.lateness_at = at_second(23);
    facts.state = "degraded";
    facts.complete_to = at_second(24);
    return facts;
}

TEST_P(WorkerDirectoryConformance, KeepsWhatAWorkerTells) {
    EXPECT_EQ(read(), std::vector<WorkerFacts>{});
    WorkerFacts facts = everything("host:7:0000abcd");
    ASSERT_TRUE(workers_->tell(facts));
    facts.is_live = true;
    EXPECT_EQ(read(), std::vector{facts});
    facts.polling.reset();
    facts.processing.reset();
    facts.signs.clear();
    facts.lateness_max.reset();
    ASSERT_TRUE(workers_->tell(facts));
    EXPECT_EQ(read(), std::vector{facts}) << "one row a worker";
}

TEST_P(WorkerDirectoryConformance, ARowIsLiveForFifteenSecondsOfTheStoresClock) {
    ASSERT_TRUE(workers_->tell({.name = "one"}));
    fixture_->pass(10s);
    ASSERT_TRUE(fixture_->open_workers()->tell({.name = "two"}));
    ASSERT_EQ(read().size(), 2U);
    EXPECT_EQ(read()[0].name, "two") << "those that were told last first";
    EXPECT_TRUE(read()[0].is_live && read()[1].is_live);
    fixture_->pass(6s);
    EXPECT_TRUE(read()[0].is_live);
    EXPECT_FALSE(read()[1].is_live);
    ASSERT_TRUE(workers_->tell({.name = "one"}));
    EXPECT_TRUE(read()[0].is_live && read()[1].is_live);
}

TEST_P(WorkerDirectoryConformance, AWorkerThatLeavesIsNotLiveAtOnceAndStaysKnown) {
    ASSERT_TRUE(workers_->tell({.name = "one"}));
    ASSERT_TRUE(workers_->leave({.name = "one"}));
    ASSERT_EQ(read().size(), 1U);
    EXPECT_FALSE(read()[0].is_live);
    ASSERT_TRUE(workers_->tell({.name = "one"}));
    EXPECT_TRUE(read()[0].is_live);
}

TEST_P(WorkerDirectoryConformance, IsForgottenAfterADay) {
    ASSERT_TRUE(workers_->tell({.name = "old"}));
    fixture_->pass(25h);
    ASSERT_TRUE(fixture_->open_workers()->tell({.name = "new"}));
    ASSERT_EQ(read().size(), 1U);
    EXPECT_EQ(read()[0].name, "new");
}

TEST_P(StoreFactsConformance, KnowsNothingOfAnEmptyStore) {
    const StoreFacts empty = facts();
    EXPECT_EQ(empty.status.lease_holder, "");
    EXPECT_FALSE(empty.status.lease_live);
    EXPECT_EQ(empty.status.failed_events_open, 0U);
    EXPECT_EQ(empty.failed, std::vector<FailedReason>{});
    EXPECT_EQ(empty.gaps, std::vector<OpenGap>{});
}

TEST_P(StoreFactsConformance, TellsLeaseFailedEventsByReasonAndGaps) {
    const auto lease = fixture_->open_lease("O'Brien's worker");
    const Tenure tenure = acquire(*lease);
    FailedEvent other = failed_event(4, "{4}");
    other.reason = "not a page";
    const FeedGap first{EventId{100}, EventId{105}, false};
    const FeedGap second{EventId{110}, EventId{112}, true};
    ASSERT_TRUE(*fixture_->open_cursor()->advance(
        tenure.epoch, {.last_event_id = EventId{130},
                       .unpaid = {},
                       .failed = {failed_event(1, "{1}"), failed_event(2, "{2}"), other},
                       .gaps = {first, second}}));
    ASSERT_TRUE(*lease->renew(tenure.epoch, {.caught_up_at = at_second(30),
                                             .last_event_id = {},
                                             .unpaid = {},
                                             .settled_event_id = {},
                                             .feed_state = "polling"}));
    const StoreFacts full = facts();
    EXPECT_EQ(full.status.lease_holder, "O'Brien's worker");
    EXPECT_TRUE(full.status.lease_live);
    EXPECT_EQ(full.status.caught_up_at, at_second(30));
    EXPECT_EQ(full.status.failed_events_open, 3U);
    ASSERT_EQ(full.failed.size(), 2U);
    EXPECT_EQ(full.failed[0].reason, "bad timestamp");
    EXPECT_EQ(full.failed[0].count, 2U);
    EXPECT_EQ(full.failed[1].reason, "not a page");
    ASSERT_EQ(full.gaps.size(), 2U);
    EXPECT_EQ(full.gaps[0].after_event_id, EventId{110}) << "the newest first";
    EXPECT_TRUE(full.gaps[0].is_proven);
    EXPECT_FALSE(full.gaps[1].is_proven);
    fixture_->pass(fixture_->lease_duration() * 11 / 10);
    EXPECT_FALSE(facts().status.lease_live);
}

}  // namespace
}  // namespace scan::conformance
