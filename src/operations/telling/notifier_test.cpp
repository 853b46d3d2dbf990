#include "operations/telling/notifier.h"

#include <gtest/gtest.h>

#include "operations/conditions/testing/good_times.h"

namespace scan {
namespace {

class Told final : public NoticeOutlet, public NotifierObserver {
public:
    std::string name() const override { return "notify.url"; }
    Result<> send(const std::string& document, std::stop_token) override {
        if (is_away) return fail(ErrorCode::transient, "away");
        documents.push_back(document);
        return {};
    }
    void told(std::string_view, std::string_view state) override { states.emplace_back(state); }
    void not_told(std::string_view, const Error&) override { ++failures; }

    bool is_away = false;
    int failures = 0;
    std::vector<std::string> documents;
    std::vector<std::string> states;
};

class NotifierTest : public testing::Test {
protected:
    // For so long the facts are these: judged each five seconds, the stage stepped each second.
    void pass(Duration time, const Facts& facts) {
        for (Duration passed{}; passed < time; passed += 1s) {
            if (passed % 5s == 0s) notifier_.judged(facts, judge(facts));
            notifier_.step({});
            clock_.advance(1s);
        }
    }
    static Facts failing() {
        Facts facts = good_times();
        add_sign(facts, ConditionId::store_full, 5min);
        return facts;
    }
    static Facts degraded() {
        Facts facts = good_times();
        add_sign(facts, ConditionId::queue_full, 5min);
        return facts;
    }
    using States = std::vector<std::string>;

    ManualClock clock_;
    Told told_;
    Notifier notifier_{"host:1", {&told_}, told_, clock_};
};

TEST_F(NotifierTest, TellsAChangeOnceAndThatItIsOver) {
    pass(10min, good_times());
    EXPECT_EQ(told_.states, States{});
    const UtcTime since = clock_.utc_now();
    pass(10min, failing());
    EXPECT_EQ(told_.states, States{"failing"});
    ASSERT_EQ(told_.documents.size(), 1u);
    const std::string begin = "{\"former_state\":\"up_to_date\",\"since_utc\":\"" +
                              since.to_string() + "\",\"state\":\"failing\",\"sentence\":\"";
    EXPECT_TRUE(told_.documents[0].starts_with(begin)) << told_.documents[0];
    pass(10min, degraded());
    pass(10min, good_times());
    EXPECT_EQ(told_.states, (States{"failing", "degraded", "up_to_date"}));
    EXPECT_TRUE(told_.documents[2].starts_with("{\"former_state\":\"degraded\","));
}

TEST_F(NotifierTest, TellsAtMostOnceAMinuteAndNothingOfWhatCameAndWentMeanwhile) {
    pass(5s, good_times());
    pass(10s, failing());
    pass(10s, good_times());
    pass(10s, failing());
    EXPECT_EQ(told_.states, States{"failing"});
    pass(10s, good_times());
    EXPECT_EQ(told_.states.size(), 1u);
    pass(30s, good_times());
    EXPECT_EQ(told_.states, (States{"failing", "up_to_date"}));
}

TEST_F(NotifierTest, TriesAgainAMinuteLaterWhatCouldNotBeTold) {
    told_.is_away = true;
    pass(150s, failing());
    EXPECT_EQ(told_.failures, 3);
    told_.is_away = false;
    pass(1min, failing());
    EXPECT_EQ(told_.states, States{"failing"});
}

TEST_F(NotifierTest, CatchingUpIsNobodysAlarm) {
    pass(1min, good_times());
    Facts behind = good_times();
    stop_reading(behind, 10min);
    worker(behind).polling->pace = 30;
    ASSERT_EQ(judge(behind).state, WorkState::catching_up) << judge(behind).sentence;
    pass(10min, behind);
    EXPECT_EQ(told_.states, States{});
}

TEST_F(NotifierTest, TheWorkerThatHasLivedLongestTells) {
    Facts facts = failing();
    facts.workers.push_back(facts.workers.front());
    WorkerFacts& other = facts.workers.back();
    other.name = "host:0";
    other.started_at = ago(2h);
    pass(50s, facts);
    EXPECT_EQ(told_.states, States{});
    // It is gone before it could tell.
    other.is_live = false;
    pass(10s, facts);
    EXPECT_EQ(told_.states, States{"failing"});
}

TEST_F(NotifierTest, WhatAnOlderWorkerHasTakenCareOfIsNotRepeatedWhenItEnds) {
    Facts facts = failing();
    facts.workers.push_back(facts.workers.front());
    facts.workers.back().name = "host:0";
    facts.workers.back().started_at = ago(2h);
    pass(5min, facts);
    facts.workers.back().is_live = false;
    pass(5min, facts);
    EXPECT_EQ(told_.states, States{});
    pass(1min, good_times());
    EXPECT_EQ(told_.states, States{"up_to_date"});
}

TEST_F(NotifierTest, AfterARestartInBadTimesOnlyTheirEndIsTold) {
    Facts facts = failing();
    WorkerFacts former{.name = "host:0", .started_at = ago(2h), .told_at = ago(30s)};
    former.state = "failing";
    facts.workers.push_back(former);
    pass(5min, facts);
    EXPECT_EQ(told_.states, States{});
    Facts well = good_times();
    well.workers.push_back(former);
    pass(5min, well);
    EXPECT_EQ(told_.states, States{"up_to_date"});
}

}  // namespace
}  // namespace scan
