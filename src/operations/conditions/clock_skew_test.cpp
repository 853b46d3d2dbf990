#include "operations/conditions/clock_skew.h"

#include <gtest/gtest.h>

#include "operations/conditions/testing/good_times.h"

namespace scan {
namespace {

WorkerFacts told(Duration age) {
    Facts facts = good_times();
    add_sign(facts, ConditionId::queue_unreachable, age + 3s);
    worker(facts).started_at = ago(age + 1h);
    worker(facts).told_at = ago(age);
    worker(facts).polling->at_head_at = ago(age + 4s);
    worker(facts).processing->held_since = ago(age + 2s);
    return worker(facts);
}

TEST(ClockSkew, OfALiveWorkerIsTakenOutOfAllItsStamps) {
    for (const Duration skew : {Duration(5h), Duration(-5h), Duration(1min), Duration(-20s)}) {
        WorkerFacts facts = told(-skew);
        correct_skew(facts, kNow);
        EXPECT_EQ(facts.told_at, kNow);
        EXPECT_EQ(facts.started_at, ago(1h));
        EXPECT_EQ(facts.signs.front().since, ago(3s));
        EXPECT_EQ(facts.polling->at_head_at, ago(4s));
        EXPECT_EQ(facts.processing->held_since, ago(2s));
        EXPECT_EQ(facts.polling->newest_event_at, ago(1min)) << "the feed's own time";
    }
}

TEST(ClockSkew, IsNoneWhileARowMayBeAsOldAsItSays) {
    for (const Duration age : {Duration(-1s), Duration(0s), Duration(15s)}) {
        WorkerFacts facts = told(age);
        correct_skew(facts, kNow);
        EXPECT_EQ(facts, told(age));
    }
}

TEST(ClockSkew, OfAWorkerThatIsGoneIsSeenOnlyInTheFuture) {
    WorkerFacts old = told(5h);
    old.is_live = false;
    correct_skew(old, kNow);
    EXPECT_EQ(old.told_at, ago(5h));
    WorkerFacts future = told(-5h);
    future.is_live = false;
    correct_skew(future, kNow);
    EXPECT_EQ(future.told_at, kNow);
}

}  // namespace
}  // namespace scan
