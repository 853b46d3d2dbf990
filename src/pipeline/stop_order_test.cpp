#include "pipeline/stop_order.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

using enum WorkerPart;

struct StopOrderTest : testing::Test {
    StopOrder order;
    StopPhases polling = order.join(poller);
    StopPhases retaining = order.join(retention);
    StopPhases first = order.join(processor);
    StopPhases second = order.join(processor);
    StopPhases reporting = order.join(report);
    StopPhases leasing = order.join(lease_keeper);
    StopPhases keeping = order.join(visibility_keeper);
};

TEST_F(StopOrderTest, AsksAllThatTakeWorkInAtTheSameMoment) {
    EXPECT_FALSE(polling.finish.stop_requested());
    order.begin();
    for (const StopPhases* each : {&polling, &retaining, &first, &second, &reporting})
        EXPECT_TRUE(each->finish.stop_requested());
    EXPECT_FALSE(leasing.finish.stop_requested());
    EXPECT_FALSE(keeping.finish.stop_requested());
}

TEST_F(StopOrderTest, GivesTheLeaseBackAsSoonAsNobodyWritesUnderItThoughProcessorsStillWork) {
    order.begin();
    order.ended(poller);
    EXPECT_FALSE(leasing.finish.stop_requested());
    order.ended(retention);
    EXPECT_TRUE(leasing.finish.stop_requested());
    EXPECT_FALSE(keeping.finish.stop_requested());
}

TEST_F(StopOrderTest, KeepsVisibilityUntilTheLastProcessorHasEnded) {
    order.begin();
    order.ended(processor);
    EXPECT_FALSE(keeping.finish.stop_requested());
    order.ended(processor);
    EXPECT_TRUE(keeping.finish.stop_requested());
    EXPECT_FALSE(leasing.finish.stop_requested());
}

TEST(StopOrderOfAWorker, HasAPlaceForEveryPart) {
    StopOrder order;
    for (const WorkerPart each : {poller, retention, processor, report, lease_keeper,
                                  visibility_keeper, heartbeat, pause_watch})
        EXPECT_FALSE(order.join(each).finish.stop_requested());
    order.begin();
    for (const WorkerPart each :
         {poller, retention, processor, report, visibility_keeper, heartbeat, pause_watch})
        order.ended(each);
    EXPECT_FALSE(order.all_ended());
    order.ended(lease_keeper);
    EXPECT_TRUE(order.all_ended());
}

TEST_F(StopOrderTest, SaysWhenAllHaveEnded) {
    order.begin();
    for (const WorkerPart each : {poller, retention, processor, processor, report, lease_keeper})
        order.ended(each);
    EXPECT_FALSE(order.all_ended());
    order.ended(visibility_keeper);
    EXPECT_TRUE(order.all_ended());
}

TEST_F(StopOrderTest, AStageThatEndsByItselfStopsNoOther) {
    order.ended(poller);
    order.ended(retention);
    EXPECT_FALSE(leasing.finish.stop_requested());
}

TEST_F(StopOrderTest, MakesAllLetGoWhenTheGraceIsOver) {
    order.begin();
    order.abandon();
    for (const StopPhases* each : {&polling, &retaining, &first, &second, &leasing, &keeping}) {
        EXPECT_TRUE(each->finish.stop_requested());
        EXPECT_TRUE(each->abandon.stop_requested());
    }
}

TEST(StopOrderDeathTest, NoStageJoinsAWorkerThatStops) {
    StopOrder order;
    order.begin();
    EXPECT_DEATH(order.join(poller), "no stage joins a worker that stops");
}

TEST(StopOrderDeathTest, AStageEndsOnce) {
    StopOrder order;
    order.join(processor);
    order.ended(processor);
    EXPECT_DEATH(order.ended(processor), "a stage ends once");
    EXPECT_DEATH(order.ended(poller), "a stage ends once");
}

}  // namespace
}  // namespace scan
