#include "operations/jobs/job_runner.h"

#include <gtest/gtest.h>

#include "adapters/memory/memory_audit_log.h"
#include "adapters/memory/memory_feed.h"
#include "adapters/memory/memory_job_board.h"
#include "adapters/memory/memory_queue.h"
#include "operations/jobs/job_acts.h"
#include "operations/jobs/replay.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

// Workers that run the replays of one board, over a feed of the ids 1 to 1000.
class JobRunners : public ::testing::Test, protected JobObserver {
protected:
    JobRunners() {
        for (std::int64_t id = 1; id <= 1000; ++id) feed_.add(EventId{id}, event(id));
    }
    static std::string event(std::int64_t id) {
        return R"({"EventId":)" + std::to_string(id) +
               R"(,"ParcelId":1,"Type":"PICKUP","CreatedDateTimeUtc":"2026-01-01T00:00:00Z",)"
               R"("StatusCode":"","User":{"RunId":"1"}})";
    }
    std::int64_t ask_for_replay(std::uint64_t rate = 0) {
        MemoryAuditLog audit(state_, std::nullopt);
        return begin_replay(board_, audit, {.who = "ann", .reason = "lost"},
                            {EventId{1}, EventId{1000}}, rate)
            .value();
    }
    JobRunner worker(const std::string& name) {
        return JobRunner(
            {.board = board_,
             .clock = clock_,
             .observer = *this,
             .holder = name,
             .may_run = [this] { return may_run_; },
             .make = [this](const Job& job, const JobClaim& claim) -> std::unique_ptr<JobWork> {
                 if (!replay_range_of(job)) return nullptr;
                 return std::make_unique<Replay>(
                     Replay::Ports{board_, feed_, *sink_, clock_}, job, claim,
                     ReplaySettings{.page_limit = 100, .message = {.events_max = 10}}, Random(1));
             },
             .kinds = {"replay"}});
    }
    // Steps it as a thread would until nothing but looking is left to do.
    void run_idle(JobRunner& runner) {
        int quiet = 0;
        for (int steps = 0; quiet < 3; ++steps) {
            ASSERT_LT(steps, 10'000) << "it comes to no end";
            const Next next = runner.step({});
            ASSERT_EQ(next.kind, Next::Kind::at);
            quiet = running_ == 0 ? quiet + 1 : 0;
            clock_.sleep_until(next.at, {});
        }
    }
    Job job(std::int64_t id) { return **board_.find(id); }
    void job_begun(const Job&) override { ++running_; }
    void job_ended(const Job&, const JobWork&) override { --running_; }

    ManualClock clock_;
    MemoryStoreState state_{clock_};
    MemoryQueueState queue_state_{clock_, {}};
    MemoryQueue queue_{queue_state_};
    EventQueue* sink_ = &queue_;
    MemoryJobBoard board_{state_};
    MemoryFeed feed_;
    bool may_run_ = true;
    int running_ = 0;
};

TEST_F(JobRunners, RunWhatWaitsTheOldestFirstAndOneAtATime) {
    const std::int64_t one = ask_for_replay();
    const std::int64_t two = ask_for_replay();
    JobRunner runner = worker("w1");
    runner.step({});
    runner.step({});
    EXPECT_EQ(job(one).state, JobState::running);
    EXPECT_EQ(job(one).claimed_by, "w1");
    EXPECT_EQ(job(two).state, JobState::waiting);
    run_idle(runner);
    EXPECT_EQ(job(one).state, JobState::done);
    EXPECT_EQ(job(two).state, JobState::done);
    EXPECT_EQ(job(two).progress.done, 1000u);
}

TEST_F(JobRunners, LeaveWhatTheyDoNotKnowAndRunNothingWhileTheyMayNot) {
    const std::int64_t other =
        board_.add({.kind = "other", .arguments = "{}", .who = "", .reason = ""}).value();
    const std::int64_t broken =
        board_.add({.kind = "replay", .arguments = "{}", .who = "", .reason = ""}).value();
    const std::int64_t mine = ask_for_replay();
    may_run_ = false;
    JobRunner runner = worker("w1");
    run_idle(runner);
    EXPECT_EQ(job(mine).state, JobState::waiting);
    may_run_ = true;
    run_idle(runner);
    EXPECT_EQ(job(mine).state, JobState::done);
    EXPECT_EQ(job(broken).state, JobState::failed);
    EXPECT_EQ(job(other).state, JobState::waiting);
}

TEST_F(JobRunners, GoOnWithTheJobOfADeadWorkerOnceItsClaimHasEnded) {
    const std::int64_t id = ask_for_replay();
    {
        JobRunner killed = worker("w1");
        killed.step({});
        killed.step({});
        running_ = 0;
    }
    const auto before = job(id).progress;
    EXPECT_GT(before.done, 0u);
    JobRunner next = worker("w2");
    next.step({});
    EXPECT_EQ(job(id).claimed_by, "w1");
    clock_.advance(JobHold::kClaim);
    next.step({});
    EXPECT_EQ(job(id).claimed_by, "w2");
    EXPECT_EQ(job(id).progress, before);
    run_idle(next);
    EXPECT_EQ(job(id).state, JobState::done);
    EXPECT_EQ(job(id).progress.done, 1000u) << "nothing was done twice";
}

TEST_F(JobRunners, GiveTheirJobBackWhenTheyStopOrAnotherHoldsTheLease) {
    const std::int64_t id = ask_for_replay();
    JobRunner one = worker("w1");
    one.step({});
    one.step({});
    may_run_ = false;
    one.step({});
    EXPECT_EQ(job(id).state, JobState::waiting);
    EXPECT_EQ(job(id).claimed_by, "");
    may_run_ = true;
    JobRunner two = worker("w2");
    two.step({});
    two.step({});
    std::stop_source stop;
    stop.request_stop();
    two.step({stop.get_token(), {}});
    EXPECT_EQ(two.step({stop.get_token(), {}}).kind, Next::Kind::finished);
    EXPECT_EQ(job(id).state, JobState::waiting);
    EXPECT_EQ(job(id).claimed_by, "");
}

TEST_F(JobRunners, KeepTheClaimOfAJobThatIsSlowAndHearWhatAPersonWants) {
    const std::int64_t id = ask_for_replay(/*rate=*/1);
    JobRunner slow = worker("w1");
    JobRunner other = worker("w2");
    slow.step({});
    for (int steps = 0; steps < 50; ++steps) {
        const Next next = slow.step({});
        other.step({});
        ASSERT_EQ(job(id).claimed_by, "w1");
        clock_.sleep_until(next.at, {});
    }
    EXPECT_LT(job(id).progress.done, 600u);
    MemoryAuditLog audit(state_, std::nullopt);
    const Act act{.who = "ann", .reason = "later"};
    ASSERT_TRUE(order_job(board_, audit, act, id, {.state = JobState::paused, .rate = 1}));
    run_idle(slow);
    EXPECT_EQ(job(id).state, JobState::paused);
    const auto held = job(id).progress;
    ASSERT_TRUE(order_job(board_, audit, act, id, {.state = JobState::waiting, .rate = 0}));
    run_idle(slow);
    EXPECT_EQ(job(id).state, JobState::done);
    EXPECT_GT(job(id).progress.done, held.done);
}

TEST_F(JobRunners, StopAReplayOfWhichTheQueueRefusesMoreThanItTakes) {
    const std::int64_t id = ask_for_replay();
    MemoryQueueState narrow_state(clock_, {.body_bytes_max = 1, .disorder_seed = {}});
    MemoryQueue narrow(narrow_state);
    sink_ = &narrow;
    JobRunner runner = worker("w1");
    run_idle(runner);
    EXPECT_EQ(job(id).state, JobState::failed);
    EXPECT_EQ(job(id).result, "the queue refuses more than it takes");
    EXPECT_LT(job(id).progress.done, 1000u) << "it did not go on to the end";
}

TEST_F(JobRunners, ReplayBeginsWithSmallPagesAndGrows) {
    ask_for_replay();
    JobRunner runner = worker("w1");
    const Instant began = clock_.now();
    run_idle(runner);
    // 1,000 events at 100, 200, 400, 800 a second, each for a second.
    EXPECT_GT(clock_.now() - began, 3s);
    EXPECT_LT(clock_.now() - began, 20s);
}

}  // namespace
}  // namespace scan
