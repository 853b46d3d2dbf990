#include "operations/telling/heartbeat.h"

#include <gtest/gtest.h>

#include "adapters/memory/memory_cursor_store.h"
#include "adapters/memory/memory_lease.h"
#include "adapters/memory/memory_queue.h"
#include "adapters/memory/memory_store_facts.h"
#include "adapters/memory/memory_store_status.h"
#include "adapters/memory/memory_worker_directory.h"
#include "operations/conditions/condition_table.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

class Verdicts final : public HeartbeatObserver {
public:
    void judged(const Facts& facts, const Verdict& verdict) override {
        last_facts = facts;
        last = verdict;
        ++count;
    }
    Facts last_facts;
    Verdict last;
    int count = 0;
};

// Counts the writes, and fails while it is away.
class CountedDirectory final : public WorkerDirectory {
public:
    CountedDirectory(MemoryStoreState& state) : rows_(state) {}

    Result<> tell(const WorkerFacts& facts) override {
        ++writes;
        return is_away ? fail(ErrorCode::transient, "no store") : rows_.tell(facts);
    }
    Result<> leave(const WorkerFacts& facts) override { return rows_.leave(facts); }
    Result<std::vector<WorkerFacts>> read() override {
        auto rows = rows_.read();
        if (rows && !alone_.empty())
            std::erase_if(*rows, [this](const WorkerFacts& each) { return each.name != alone_; });
        return rows;
    }
    // As the store does after a day.
    void forget_others(const std::string& name) { alone_ = name; }

    int writes = 0;
    bool is_away = false;

private:
    std::string alone_;  // empty: all are there
    MemoryWorkerDirectory rows_;
};

// Counts the reads, each of which takes a while.
class CountedStatus final : public StoreStatusReader {
public:
    CountedStatus(MemoryStoreState& state, Clock& clock) : rows_(state), clock_(clock) {}

    Result<StoreStatus> read() override {
        ++reads;
        clock_.sleep_until(clock_.now() + takes, {});
        return rows_.read();
    }

    int reads = 0;
    Duration takes{};

private:
    MemoryStoreStatus rows_;
    Clock& clock_;
};

class HeartbeatTest : public testing::Test {
protected:
    HeartbeatTest() {
        settings_.self.name = "host:1";
        settings_.self.role = "both";
        heartbeat_.emplace(board_,
                           HeartbeatPorts{.workers = workers_,
                                          .store = facts_,
                                          .figures = figures_,
                                          .queue = queue_,
                                          .observer = verdicts_},
                           settings_, clock_);
        board_.lease_is_held(true);
        board_.polled(1, 0);
        EXPECT_TRUE(lease_.acquire());
    }
    void run_for(Duration time) {
        const Instant end = clock_.now() + time;
        while (clock_.now() < end) {
            const Next next = heartbeat_->step({});
            clock_.sleep_until(std::min(next.at, end), {});
        }
    }
    // What happens in a worker that has nothing to do.
    void idle_for(Duration time) {
        for (Duration passed{}; passed < time; passed += 5s) {
            board_.polled(1, 0);
            board_.call_begins(feed_);
            board_.call_worked(feed_);
            EXPECT_TRUE(lease_.acquire());
            run_for(5s);
        }
    }

    ManualClock clock_;
    MemoryStoreState store_{clock_};
    MemoryQueueState queue_state_{clock_, {}};
    MemoryQueue queue_{queue_state_};
    CountedDirectory workers_{store_};
    MemoryStoreFacts facts_{store_};
    CountedStatus figures_{store_, clock_};
    MemoryLease lease_{store_, {.holder = "host:1"}};
    Verdicts verdicts_;
    WorkerBoard board_{clock_};
    PortLine feed_ = board_.add_line(Dependency::feed, "poller", 30s);
    HeartbeatSettings settings_;
    std::optional<Heartbeat> heartbeat_;
};

TEST_F(HeartbeatTest, AnIdleHourIsQuietAndCostsOneWriteEachFiveSeconds) {
    idle_for(1h);
    EXPECT_EQ(verdicts_.last.state, WorkState::up_to_date) << verdicts_.last.sentence;
    EXPECT_EQ(verdicts_.last.conditions, std::vector<Condition>{});
    EXPECT_LE(workers_.writes, 3600 / 5 + 1);
    EXPECT_GE(workers_.writes, 3600 / 6);
}

TEST_F(HeartbeatTest, CursorAndCountsOfTheStoreAreTold) {
    idle_for(10s);
    MemoryCursorStore cursors(store_);
    ASSERT_TRUE(cursors.set(EventId{96449}, "a test"));
    idle_for(10s);
    const StoreStatus& told = verdicts_.last_facts.store->status;
    ASSERT_TRUE(told.cursor);
    EXPECT_EQ(told.cursor->last_event_id, EventId{96449});
    EXPECT_EQ(told.lease_epoch, MemoryStoreStatus(store_).read()->lease_epoch);
    EXPECT_TRUE(told.lease_live);
}

TEST_F(HeartbeatTest, FiguresThatTakeLongAreReadRarely) {
    idle_for(1min);
    EXPECT_GE(figures_.reads, 12);
    figures_.takes = 200ms;
    idle_for(1min);
    const int before = figures_.reads;
    idle_for(10min);
    EXPECT_LE(figures_.reads - before, 10 * 60 / 20 + 1);
    EXPECT_GE(figures_.reads - before, 10 * 60 / 26);
    figures_.takes = 5s;
    idle_for(2min);
    const int slow = figures_.reads;
    idle_for(10min);
    EXPECT_GE(figures_.reads - slow, 8) << "a minute old at most";
}

TEST_F(HeartbeatTest, AChangeOfItsConditionsIsToldWithinASecond) {
    idle_for(10s);
    const int before = workers_.writes;
    board_.raise(ConditionId::queue_full, "full");
    run_for(1100ms);
    EXPECT_EQ(workers_.writes, before + 1);
    const auto rows = MemoryWorkerDirectory(store_).read();
    ASSERT_EQ(rows->size(), 1U);
    ASSERT_EQ(rows->front().signs.size(), 1U);
    EXPECT_EQ(rows->front().signs.front().id, ConditionId::queue_full);
    EXPECT_EQ(verdicts_.last.state, WorkState::degraded);
    board_.lower(ConditionId::queue_full);
    run_for(1100ms);
    EXPECT_EQ(verdicts_.last.state, WorkState::up_to_date);
}

TEST_F(HeartbeatTest, AStoreThatIsAwayIsToldByTheWorkerItselfAndIsOverWithIt) {
    idle_for(10s);
    workers_.is_away = true;
    run_for(2min);
    ASSERT_FALSE(verdicts_.last.conditions.empty());
    EXPECT_EQ(verdicts_.last.conditions.front().id, ConditionId::store_unreachable);
    EXPECT_EQ(verdicts_.last.conditions.front().severity, Severity::error);
    workers_.is_away = false;
    idle_for(10s);
    EXPECT_EQ(verdicts_.last.state, WorkState::up_to_date) << verdicts_.last.sentence;
}

TEST_F(HeartbeatTest, AShortOutageIsNoErrorWhateverTheWallClocksSay) {
    idle_for(10s);
    // Another worker, whose clock is five hours behind, has been without its queue for a moment, and so has this one.
    const UtcTime behind = later(clock_.utc_now(), -5h);
    ASSERT_TRUE(workers_.tell({.name = "host:2",
                               .told_at = behind,
                               .signs = {{.id = ConditionId::queue_unreachable,
                                          .since = later(behind, -2s),
                                          .detail = "no connection"}}}));
    const PortLine queue = board_.add_line(Dependency::queue, "poller", 30s);
    board_.call_begins(queue);
    board_.call_failed(queue, ConditionId::queue_unreachable,
                       {ErrorCode::transient, "no connection"});
    clock_.jump_utc(5h);
    run_for(2s);
    ASSERT_EQ(verdicts_.last.conditions.size(), 1U);
    EXPECT_EQ(verdicts_.last.conditions.front().id, ConditionId::queue_unreachable);
    EXPECT_EQ(verdicts_.last.conditions.front().severity, Severity::info);
}

TEST_F(HeartbeatTest, AProcessThatWasStoppedTakesThatForNobodysOutage) {
    idle_for(10s);
    const PortLine processor = board_.add_line(Dependency::queue, "processor", 30s);
    board_.received(processor, 1);
    board_.call_begins(feed_);
    board_.call_failed(feed_, ConditionId::feed_unreachable,
                       {ErrorCode::transient, "no connection"});
    board_.call_begins(feed_);
    run_for(2s);
    clock_.advance(5min);
    EXPECT_TRUE(lease_.acquire());
    run_for(2s);
    ASSERT_FALSE(verdicts_.last.conditions.empty());
    for (const Condition& each : verdicts_.last.conditions)
        EXPECT_LT(each.severity, Severity::error) << sentence_of(each, clock_.utc_now());
    EXPECT_EQ(verdicts_.last.conditions.front().id, ConditionId::feed_unreachable);
    // What it does not end within its time is stuck all the same.
    run_for(31s);
    EXPECT_EQ(verdicts_.last.conditions.front().id, ConditionId::stage_stuck);
}

// Every five seconds it reads as many events as the feed made in four.
TEST_F(HeartbeatTest, WhoCannotCatchUpIsToldThreeMinutesAfterTheGraceWithTheRateThatItLacks) {
    UtcTime newest = later(clock_.utc_now(), -2min);
    Duration waited{};
    while (verdicts_.last.state != WorkState::degraded && waited < 10min) {
        board_.polled(1000, 1000);
        board_.sent(20, 1000);
        newest = later(newest, 4s);
        board_.read_up_to(newest);
        board_.call_begins(feed_);
        board_.call_worked(feed_);
        EXPECT_TRUE(lease_.acquire());
        run_for(5s);
        waited += 5s;
    }
    EXPECT_LE(waited, 1min + 3min + 15s);
    const Lag& lag = verdicts_.last.lag;
    EXPECT_EQ(lag.forecast.kind, Forecast::Kind::never);
    EXPECT_NEAR(lag.forecast.has, 200, 20);
    EXPECT_NEAR(lag.forecast.needs, lag.forecast.has / 4 * 5, 1);
    EXPECT_NE(verdicts_.last.sentence.find("will not catch up: it needs"), std::string::npos)
        << verdicts_.last.sentence;
}

TEST_F(HeartbeatTest, TheLatestEventThatAWorkerKnewIsRememberedWhenItsRowIsForgotten) {
    WorkerFacts former{.name = "host:0"};
    former.lateness_max = 58s;
    former.lateness_at = clock_.utc_now();
    ASSERT_TRUE(workers_.tell(former));
    ASSERT_TRUE(workers_.leave(former));
    idle_for(5s);
    const auto is_told = [this] {
        return std::ranges::find(verdicts_.last.conditions, ConditionId::late_window_short,
                                 &Condition::id) != verdicts_.last.conditions.end();
    };
    EXPECT_TRUE(is_told());
    workers_.forget_others("host:1");
    // What the days between would show is the same; only the beats before and after count.
    clock_.advance(24h * 29);
    idle_for(5s);
    EXPECT_TRUE(is_told()) << "29 days";
    clock_.advance(24h * 2);
    idle_for(5s);
    EXPECT_FALSE(is_told()) << "31 days";
}

TEST_F(HeartbeatTest, OtherWorkersAreSeenAndARowIsNotLiveOnceItsWorkerEnds) {
    WorkerFacts other{.name = "host:2"};
    ASSERT_TRUE(workers_.tell(other));
    idle_for(5s);
    EXPECT_EQ(verdicts_.last_facts.workers.size(), 2U);
    std::stop_source stop;
    stop.request_stop();
    const Next next = heartbeat_->step({.finish = stop.get_token(), .abandon = {}});
    EXPECT_EQ(next.kind, Next::Kind::finished);
    const auto rows = workers_.read();
    for (const WorkerFacts& each : *rows)
        EXPECT_EQ(each.is_live, each.name == "host:2") << each.name;
}

}  // namespace
}  // namespace scan
