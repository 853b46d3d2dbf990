#include "operations/conditions/lag.h"

#include <gtest/gtest.h>

#include "operations/conditions/time_for_people.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

const UtcTime kNow = UtcTime::parse("2026-01-31T14:03:07Z").value();

UtcTime ago(Duration age) {
    return later(kNow, -age);
}

Facts facts_of(const PollingFacts& polling, const QueueDepth& queue = {}) {
    WorkerFacts worker{.name = "one"};
    worker.is_live = true;
    worker.polling = polling;
    worker.processing.emplace();
    Facts facts{.now = kNow, .queue = queue};
    facts.workers.push_back(worker);
    return facts;
}

TEST(Lag, IsTheLesserOfTheTimeSinceTheHeadAndTheNewestEventsAge) {
    PollingFacts polling{
        .holds_lease = true, .at_head_at = ago(10min), .newest_event_at = ago(3min)};
    EXPECT_EQ(lag_of(facts_of(polling)).all, 3min);
    polling.at_head_at = ago(2min);
    EXPECT_EQ(lag_of(facts_of(polling)).all, 2min);
    polling.is_at_head = true;
    EXPECT_EQ(lag_of(facts_of(polling)).all, 0s);
}

TEST(Lag, IsNeverNegative) {
    const PollingFacts polling{.holds_lease = true, .newest_event_at = ago(-5min)};
    EXPECT_EQ(lag_of(facts_of(polling)).all, 0s);
}

TEST(Lag, IsNotHiddenByAHeadThatAWrongClockSawInTheFuture) {
    Facts facts = facts_of({.holds_lease = true, .newest_event_at = ago(3h)});
    facts.store.emplace();
    facts.store->status.caught_up_at = ago(-5h);
    EXPECT_EQ(lag_of(facts).all, 3h);
}

TEST(Lag, IsNotKnownBeforeAnybodyTells) {
    EXPECT_EQ(lag_of(Facts{.now = kNow}).all, std::nullopt);
    EXPECT_EQ(lag_of(facts_of({.holds_lease = true})).all, std::nullopt);
}

TEST(Lag, GoesOnGrowingAfterTheWorkersAreGone) {
    Facts facts = facts_of({.holds_lease = true, .is_at_head = true, .at_head_at = ago(1h)});
    facts.workers.front().is_live = false;
    EXPECT_EQ(lag_of(facts).all, 1h);
}

TEST(Lag, OfTheQueueIsItsOldestMessage) {
    Facts facts = facts_of({.holds_lease = true, .is_at_head = true},
                           {.visible = 2, .oldest_visible_age = 4min});
    EXPECT_EQ(lag_of(facts).all, 4min);
    facts.workers.front().processing->held_since = ago(6min);
    EXPECT_EQ(lag_of(facts).all, 6min);
}

TEST(Lag, OfAQueueThatTellsNoAgesIsItsDepthByTheRate) {
    Facts facts =
        facts_of({.holds_lease = true, .is_at_head = true}, {.visible = 600, .exact = false});
    EXPECT_EQ(lag_of(facts).queue, std::nullopt);
    facts.workers.front().processing->messages_per_second = 5;
    EXPECT_EQ(lag_of(facts).queue, 120s);
    EXPECT_EQ(lag_of(facts).forecast.kind, Forecast::Kind::done);
    EXPECT_EQ(lag_of(facts).forecast.in, 120s);
    facts.workers.front().polling->messages_per_second = 5;
    EXPECT_EQ(lag_of(facts).forecast.kind, Forecast::Kind::never);
}

TEST(Forecast, IsOfTheSlowerPart) {
    Facts facts = facts_of({.holds_lease = true, .newest_event_at = ago(10min), .pace = 3},
                           {.visible = 100, .oldest_visible_age = 9min});
    EXPECT_EQ(lag_of(facts).forecast.kind, Forecast::Kind::unknown) << "the queue's is not known";
    facts.workers.front().processing->messages_per_second = 0.1;
    EXPECT_EQ(lag_of(facts).forecast.in, 1000s);
    facts.workers.front().processing->messages_per_second = 10;
    EXPECT_EQ(lag_of(facts).forecast.in, 300s);
}

TEST(Forecast, IsNoneWithinTheGraceAndUnknownWithoutAPace) {
    Facts facts = facts_of({.holds_lease = true, .newest_event_at = ago(50s)});
    EXPECT_EQ(lag_of(facts).forecast.kind, Forecast::Kind::none);
    facts.grace = 40s;
    EXPECT_EQ(lag_of(facts).forecast.kind, Forecast::Kind::unknown);
    facts.workers.front().polling->pace = 1.01;
    facts.workers.front().polling->events_per_second = 101;
    EXPECT_EQ(lag_of(facts).forecast,
              (Forecast{.kind = Forecast::Kind::never, .in = {}, .needs = 101 / 1.01, .has = 101}));
}

}  // namespace
}  // namespace scan
