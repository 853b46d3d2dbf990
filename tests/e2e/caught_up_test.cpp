#include <gtest/gtest.h>

#include "tests/e2e/end_to_end.h"
#include "tests/e2e/engines.h"
#include "tests/e2e/naive_oracle.h"

namespace scan {
namespace {

class UntilCaughtUp : public EndToEnd {};

TEST_F(UntilCaughtUp, EndsWithZeroOnceAFiniteFeedIsInTheTable) {
    const Arguments source = {"--parcels", "300", "--events", "1500"};
    FeedServerProcess server(folder_.path(), source);
    const Finished end = catch_up(server.url());
    EXPECT_EQ(end.code, 0) << end.errors;
    EXPECT_NE(end.errors.find("caught up"), std::string::npos) << end.errors;
    EXPECT_EQ(difference(apply_in_order(events_served(folder_.path(), source)), store().parcels()),
              "");

    const Finished again = catch_up(server.url());
    EXPECT_EQ(again.code, 0) << again.errors;
    EXPECT_NE(again.errors.find("resuming from " + std::to_string(cursor())), std::string::npos);
}

TEST_F(UntilCaughtUp, EndsWithZeroOnAnEmptyFeed) {
    FeedServerProcess server(folder_.path(), {"--events-per-second", "0.0001"});
    const Finished end = catch_up(server.url());
    EXPECT_EQ(end.code, 0) << end.errors;
    EXPECT_EQ(parcels(), 0);
}

TEST_F(UntilCaughtUp, EndsWithZeroOnAQueueThatOnlyEstimatesItsDepth) {
    const PostgresCluster cluster;
    SqsAndPostgresEngines engines(cluster.folder(), 1);
    const Arguments source = {"--parcels", "300", "--events", "1500"};
    FeedServerProcess server(folder_.path(), source);
    const Finished end = run(Arguments{"run", "--until-caught-up", "--timeout", "60s"} +
                                 worker_flags(server.url(), engines.settings()),
                             engines.environment());
    EXPECT_EQ(end.code, 0) << end.errors;
    EXPECT_EQ(engines.messages(), 0);
    EXPECT_EQ(difference(engines.kept(apply_in_order(events_served(folder_.path(), source))),
                         engines.store()->parcels()),
              "");
}

TEST_F(UntilCaughtUp, EndsWithOneAtTheTimeout) {
    FeedServerProcess server(folder_.path(), {"--events-per-second", "100"});
    const Finished end =
        run(Arguments{"run", "--until-caught-up", "--timeout", "2s"} + worker_flags(server.url()));
    EXPECT_EQ(end.code, 1);
    EXPECT_NE(end.errors.find("not caught up within 2s"), std::string::npos) << end.errors;
}

TEST_F(UntilCaughtUp, EndsAWorkerThatStandsByAsWell) {
    const Arguments source = {"--parcels", "200", "--events", "2000"};
    FeedServerProcess server(folder_.path(), source + Arguments{"--events-per-second", "500"});
    const Arguments flags = Arguments{"run", "--until-caught-up"} + worker_flags(server.url());
    Process left(launch(flags));
    Process right(launch(flags));
    EXPECT_EQ(left.wait(kPatience), 0) << left.errors();
    EXPECT_EQ(right.wait(kPatience), 0) << right.errors();
    EXPECT_NE(left.has_logged("stands by"), right.has_logged("stands by"));
    EXPECT_EQ(difference(apply_in_order(events_served(folder_.path(), source)), store().parcels()),
              "");
}

TEST_F(UntilCaughtUp, CountsFailedEventsInOneWarning) {
    FeedServerProcess server(folder_.path(),
                             {"--parcels", "100", "--events", "400", "--malformed-rate", "0.02"});
    const Finished end = catch_up(server.url());
    EXPECT_EQ(end.code, 0) << end.errors;
    EXPECT_NE(end.errors.find("8 failed events and 0 dead letters wait for a person"),
              std::string::npos)
        << end.errors;
}

}  // namespace
}  // namespace scan
