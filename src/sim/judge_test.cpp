#include <gtest/gtest.h>

#include <iostream>
#include <string>
#include <string_view>

#include "base/testing/effort.h"
#include "sim/simulation.h"

namespace scan::sim {
namespace {

// Scenarios in which readers once lost events without a word, or asked without end. The judge sees each of these faults in them.
Outcome outcome_of(std::string_view scenario) {
    const auto read = parse_scenario(scenario);
    EXPECT_TRUE(read) << read.error();
    return simulate(*read);
}

void expect_kept(std::string_view scenario) {
    const Outcome outcome = outcome_of(scenario);
    if (outcome.violations.empty()) return;
    for (const std::string& line : outcome.trace) std::cout << line << '\n';
    const Violation& first = outcome.violations.front();
    FAIL() << to_string(first.rule) << ": " << first.what;
}

TEST(Judge, ALateIdBelowALongBacklogIsFound) {
    expect_kept(std::string("seed=1 events=") + std::to_string(effort(150'000)) +
                " backlog=0.999 duration=60000 parcels=50 page_limit=1000 "
                "late_rate=0.0002 lateness_max=3000 workers=1 whole_promise=1");
}

TEST(Judge, ALateIdOfAFastFeedIsFound) {
    expect_kept(std::string("seed=1 events=") + std::to_string(effort(150'000)) +
                " duration=30000 parcels=50 page_limit=1000 "
                "poll_interval=1000 late_rate=0.0005 lateness_max=30000 workers=1 "
                "whole_promise=1");
}

TEST(Judge, APageThatCannotBeReadIsAskedForWithinBounds) {
    expect_kept(
        "seed=1 events=200 duration=600000 id_step_max=3 page_limit=20 "
        "poll_interval=1000 late_scan_interval=5000 lasting_fault_every=60000 "
        "lasting_fault_max=600000 lasting_question=3 lasting_answer=1 whole_promise=1");
}

TEST(Judge, EmptyAnswersToSecondReadingsHideNoLateId) {
    expect_kept(
        "seed=1 events=200 duration=1200000 id_step_max=3 late_rate=0.3 "
        "lateness_max=50000 lasting_fault_every=60000 lasting_fault_max=300000 "
        "lasting_question=4 lasting_answer=2 whole_promise=1");
}

TEST(Judge, APurgeOfAnExclusiveFeedIsTold) {
    expect_kept(
        "seed=1 events=5000 duration=300000 backlog=0.5 id_step_max=3 page_limit=5 "
        "slow_rate=1 slow_max=1000 feed_exclusive=1 purge_every=20000 "
        "whole_promise=1");
}

TEST(Judge, APurgeIsToldThoughTheEventAtTheCursorWasWithdrawn) {
    expect_kept(
        "seed=1 events=5000 duration=300000 backlog=0.5 id_step_max=3 page_limit=5 "
        "slow_rate=1 slow_max=1000 purge_every=20000 withdrawn_rate=0.9 "
        "whole_promise=1");
}

TEST(Judge, AFeedWithoutAnOldestIdIsRead) {
    expect_kept(
        "seed=1 events=200 id_step_max=3 feed_exclusive=1 oldest_refused=1 "
        "whole_promise=1");
}

TEST(Judge, AnEventThatStandsBehindItsPlaceIsFound) {
    expect_kept(
        "seed=1 events=2000 duration=300000 backlog=0.9 displaced_max=9 page_limit=20 "
        "whole_promise=1");
}

TEST(Judge, APageThatIsTooLargeDoesNotStopTheReading) {
    expect_kept(
        "seed=1 events=200 backlog=1 page_limit=100 page_bytes_max=3000 "
        "whole_promise=1");
}

TEST(Judge, AStrayIdDoesNotMoveTheCursor) {
    expect_kept("seed=1 events=200 stray_events=1 whole_promise=1");
}

TEST(Judge, IdsThatAreAllFarApartMoveTheCursor) {
    expect_kept(
        "seed=1 events=500 duration=300000 backlog=0.5 id_step_max=1000000000 late_rate=0.05 "
        "lateness_max=20000 page_limit=20 whole_promise=1");
}

TEST(Judge, APurgeOfWhatCameLateIsTold) {
    expect_kept(
        "seed=1 events=2000 duration=600000 id_step_max=3 late_rate=0.3 "
        "lateness_max=50000 purge_every=60000 whole_promise=1");
}

}  // namespace
}  // namespace scan::sim
