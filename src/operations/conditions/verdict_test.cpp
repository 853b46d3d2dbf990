#include "operations/conditions/verdict.h"

#include <gtest/gtest.h>

#include "operations/conditions/condition_table.h"
#include "operations/conditions/testing/good_times.h"

namespace scan {
namespace {

TEST(Verdict, GoodTimesAreQuiet) {
    const Verdict verdict = judge(good_times());
    EXPECT_EQ(verdict.state, WorkState::up_to_date);
    EXPECT_EQ(verdict.conditions, std::vector<Condition>{});
    EXPECT_EQ(verdict.lag.all, Duration::zero());
    EXPECT_EQ(verdict.sentence,
              "Parcels are up to date: every scan up to 14:03:04 UTC is in the table.");
}

TEST(Verdict, AnOutageIsAnErrorOnlyAfterTheGrace) {
    for (const ConditionId id : {ConditionId::feed_unreachable, ConditionId::feed_failing,
                                 ConditionId::feed_denied, ConditionId::feed_throttled,
                                 ConditionId::queue_unreachable, ConditionId::store_unreachable}) {
        Facts facts = good_times();
        add_sign(facts, id, 59s);
        EXPECT_EQ(judge(facts).state, WorkState::up_to_date) << row_of(id).name;
        EXPECT_EQ(judge(facts).conditions.front().severity, Severity::info);
        facts.now = later(kNow, 2s);
        EXPECT_EQ(judge(facts).state, WorkState::failing) << row_of(id).name;
    }
}

TEST(Verdict, WhatARowSaysThatIsNotLiveIsOld) {
    Facts facts = good_times();
    add_sign(facts, ConditionId::feed_denied, 1h);
    facts.workers.push_back(good_times().workers.front());
    facts.workers.front().is_live = false;
    EXPECT_EQ(judge(facts).state, WorkState::up_to_date) << judge(facts).sentence;
}

TEST(Verdict, AllWorkersStoppedIsTold) {
    Facts facts = good_times();
    facts.store->status.lease_live = false;
    worker(facts).is_live = false;
    worker(facts).told_at = ago(30min);
    worker(facts).polling->at_head_at = ago(30min);
    worker(facts).polling->newest_event_at = ago(31min);
    worker(facts).processing->progress_at = ago(30min);
    facts.queue = QueueDepth{.visible = 7, .oldest_visible_age = 29min};
    const Verdict verdict = judge(facts);
    EXPECT_EQ(ids(verdict), (std::vector{ConditionId::no_poller, ConditionId::no_processor,
                                         ConditionId::behind}));
    EXPECT_EQ(verdict.state, WorkState::failing);
    EXPECT_TRUE(verdict.sentence.starts_with(
        "No new scans since 13:33:07 UTC: no worker polls the feed. Start a worker"))
        << verdict.sentence;
}

TEST(Verdict, AStoreThatCannotBeReadHidesOnlyWhatItKnows) {
    Facts facts = good_times();
    facts.store.reset();
    facts.queue.reset();
    facts.own = {{.id = ConditionId::store_unreachable, .since = ago(2min), .detail = "no answer"}};
    EXPECT_EQ(ids(judge(facts)), std::vector{ConditionId::store_unreachable});
    facts.workers.clear();
    EXPECT_TRUE(judge(facts).sentence.starts_with("Whether parcels are up to date is not known"))
        << judge(facts).sentence;
}

TEST(Verdict, AWorkerThatHasJustBegunIsNotLate) {
    Facts facts = good_times();
    worker(facts).started_at = ago(2s);
    worker(facts).polling = PollingFacts{.holds_lease = true};
    worker(facts).processing = ProcessingFacts{};
    facts.queue = QueueDepth{.visible = 5, .exact = false};
    const Verdict verdict = judge(facts);
    EXPECT_EQ(verdict.state, WorkState::catching_up) << verdict.sentence;
    EXPECT_EQ(verdict.conditions, std::vector<Condition>{});
    EXPECT_EQ(verdict.sentence, "The first answers of the feed are awaited.");
}

TEST(Verdict, AnOlderWorkerWithoutARowIsBelieved) {
    Facts facts = good_times();
    facts.workers.clear();
    facts.store->status.caught_up_at = ago(5s);
    facts.queue = QueueDepth{.visible = 5, .exact = false};
    EXPECT_EQ(judge(facts).state, WorkState::up_to_date) << judge(facts).sentence;
}

TEST(Verdict, ATakeoverAndARollingRestartAreQuiet) {
    Facts facts = good_times();
    WorkerFacts standby = worker(facts);
    standby.name = "host:2";
    standby.polling = PollingFacts{};
    facts.workers.push_back(standby);
    worker(facts).is_live = false;
    facts.store->status.lease_live = false;
    facts.queue = QueueDepth{.visible = 2, .oldest_visible_age = 10s};
    EXPECT_EQ(judge(facts).state, WorkState::up_to_date) << judge(facts).sentence;
}

TEST(Verdict, AHolderThatWaitsOrIsPausedIsNoDeadPoller) {
    Facts facts = good_times();
    worker(facts).polling->asked_at = ago(5min);
    EXPECT_EQ(ids(judge(facts)), std::vector{ConditionId::no_poller});
    worker(facts).polling->is_waiting = true;
    EXPECT_EQ(judge(facts).conditions, std::vector<Condition>{});
}

TEST(Verdict, AHolderThatStoodByHasJustBegunToPoll) {
    Facts facts = good_times();
    PollingFacts& polling = *worker(facts).polling;
    for (const std::optional<UtcTime> asked_at :
         {std::optional<UtcTime>(), std::optional(ago(30min))}) {
        polling.asked_at = asked_at;
        polling.lease_held_since = ago(1s);
        EXPECT_EQ(judge(facts).conditions, std::vector<Condition>{}) << judge(facts).sentence;
        polling.holds_lease = false;
        polling.lease_held_since.reset();
        EXPECT_EQ(judge(facts).conditions, std::vector<Condition>{}) << "its row is from before";
        polling.holds_lease = true;
        polling.lease_held_since = ago(5min);
        EXPECT_EQ(ids(judge(facts)), std::vector{ConditionId::no_poller});
    }
}

TEST(Verdict, ARowThatIsFiveSecondsOldIsJudgedAsOfWhenItWasTold) {
    Facts facts = good_times();
    facts.grace = 1s;
    facts.poll_interval = 100ms;
    worker(facts).told_at = ago(5s);
    worker(facts).polling->asked_at = ago(5s);
    worker(facts).processing->progress_at = ago(6s);
    facts.queue = QueueDepth{.visible = 1, .exact = false};
    EXPECT_EQ(judge(facts).conditions, std::vector<Condition>{}) << judge(facts).sentence;
}

TEST(Verdict, BehindIsAnErrorOnlyWithoutAForecast) {
    Facts facts = good_times();
    stop_reading(facts, 42min);
    worker(facts).polling->no_forecast_since = ago(1min);
    EXPECT_EQ(judge(facts).state, WorkState::catching_up) << "it has just begun";
    worker(facts).polling->pace = 3;
    Verdict verdict = judge(facts);
    EXPECT_EQ(verdict.state, WorkState::catching_up);
    EXPECT_EQ(verdict.sentence,
              "Parcels are 42 min behind and catching up: done in about 21 min, at 14:24:07 UTC.");
    worker(facts).polling->pace = 0.75;
    worker(facts).polling->events_per_second = 900;
    worker(facts).polling->no_forecast_since.reset();
    EXPECT_EQ(judge(facts).state, WorkState::catching_up) << "it has just begun";
    worker(facts).polling->no_forecast_since = ago(1min);
    verdict = judge(facts);
    EXPECT_EQ(verdict.state, WorkState::failing);
    EXPECT_TRUE(
        verdict.sentence.starts_with("Parcels are 42 min behind and will not catch up: "
                                     "it needs 1200 events/s and has 900."))
        << verdict.sentence;

    stop_reading(facts, 5min);
    worker(facts).polling->pace.reset();
    worker(facts).polling->no_forecast_since = ago(1min);
    EXPECT_EQ(judge(facts).state, WorkState::catching_up);
    worker(facts).polling->no_forecast_since = ago(4min);
    EXPECT_EQ(judge(facts).state, WorkState::degraded);
}

TEST(Verdict, WorkersThatStartAfterANightAreGivenTimeBeforeBehindIsAnError) {
    Facts facts = good_times();
    stop_reading(facts, 9h);
    facts.store->status.lease_live = false;
    worker(facts).polling->holds_lease = false;
    worker(facts).started_at = ago(2s);
    EXPECT_EQ(judge(facts).state, WorkState::catching_up) << judge(facts).sentence;
    worker(facts).started_at = ago(4min);
    EXPECT_EQ(judge(facts).state, WorkState::failing);
    worker(facts).started_at = ago(2s);
    worker(facts).is_live = false;
    EXPECT_EQ(judge(facts).state, WorkState::failing);
}

TEST(Verdict, AnUnprovenGapIsAWarning) {
    Facts facts = good_times();
    facts.store->gaps = {{EventId{10}, EventId{14}, ago(1h), false}};
    EXPECT_EQ(judge(facts).state, WorkState::degraded);
    EXPECT_EQ(judge(facts).sentence.substr(0, 27), "Parcels are up to date, but");
}

}  // namespace
}  // namespace scan
