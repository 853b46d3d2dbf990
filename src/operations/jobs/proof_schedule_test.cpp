#include "operations/jobs/proof_schedule.h"

#include <gtest/gtest.h>

#include "adapters/memory/memory_audit_log.h"
#include "adapters/memory/memory_cursor_marks.h"
#include "adapters/memory/memory_cursor_store.h"
#include "adapters/memory/memory_job_board.h"
#include "operations/jobs/verification.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

// The schedule of a worker that proves two days each day, and a cursor that is moved by hand.
class ProofSchedules : public ::testing::Test {
protected:
    void cursor(std::int64_t id) {
        MemoryTransaction(state_)->cursor =
            Cursor{.last_event_id = EventId{id}, .unpaid = {}, .settled_event_id = {}};
    }
    ProofSchedule schedule() {
        return ProofSchedule(
            {board_, cursors_, marks_, audit_, clock_},
            {.every = 24h, .window = 48h, .requests_per_second = 3, .is_at_leisure = [this] {
                 return is_at_leisure_;
             }});
    }
    void pass(ProofSchedule& schedule, Duration time) {
        const Instant end = clock_.now() + time;
        while (clock_.now() < end) clock_.sleep_until(schedule.step({}).at, {});
    }
    std::size_t asked() { return state_.tables().jobs.size(); }
    Job last() { return state_.tables().jobs.rbegin()->second.job; }
    void end_last() {
        ASSERT_TRUE(board_.let_go(**board_.claim(last().id, "w", 30s), JobState::done, ""));
    }

    ManualClock clock_;
    MemoryStoreState state_{clock_};
    MemoryJobBoard board_{state_};
    MemoryCursorStore cursors_{state_};
    MemoryCursorMarks marks_{state_};
    MemoryAuditLog audit_{state_, std::nullopt};
    bool is_at_leisure_ = true;
};

TEST_F(ProofSchedules, AskForTheWindowAtLeisureAndForNoMoreWhileTheLastGoesOn) {
    cursor(100);
    ProofSchedule schedule = this->schedule();
    is_at_leisure_ = false;
    pass(schedule, 10min);
    EXPECT_EQ(asked(), 0u) << "the poller is not at the head, or another polls";
    is_at_leisure_ = true;
    pass(schedule, 10min);
    ASSERT_EQ(asked(), 1u);
    const auto request = verify_request_of(last());
    ASSERT_TRUE(request);
    EXPECT_EQ(request->to, EventId{100});
    EXPECT_EQ(request->mend, VerifyMend::missing);
    EXPECT_EQ(request->requests_per_second, 3u);
    EXPECT_TRUE(request->is_at_leisure);
    EXPECT_EQ(state_.tables().audit.back().entry.reason, "verify.every");
    pass(schedule, 48h);
    EXPECT_EQ(asked(), 1u) << "nobody has worked on it yet";
    end_last();
    pass(schedule, 1min);
    EXPECT_EQ(asked(), 2u);
    end_last();
    pass(schedule, 23h);
    EXPECT_EQ(asked(), 2u);
    pass(schedule, 2h);
    EXPECT_EQ(asked(), 3u);
}

TEST_F(ProofSchedules, DoNotWaitForAProofThatAWrongClockPutIntoTheFuture) {
    cursor(100);
    ProofSchedule schedule = this->schedule();
    clock_.jump_utc(24h * 365);
    pass(schedule, 1min);
    ASSERT_EQ(asked(), 1u);
    end_last();
    clock_.jump_utc(-24h * 365);
    pass(schedule, 1min);
    EXPECT_EQ(asked(), 2u);
}

TEST_F(ProofSchedules, BeginWhereTheCursorStoodAWindowAgo) {
    ProofSchedule first = schedule();
    for (std::int64_t hour = 0; hour <= 100; ++hour) {
        cursor(1000 + hour);
        pass(first, 1h);
        if (asked() > 0 && last().state == JobState::waiting) end_last();
    }
    // After a restart too: the marks are kept with the store.
    ProofSchedule next = schedule();
    pass(next, 25h);
    const auto request = verify_request_of(last());
    EXPECT_EQ(request->to, EventId{1100});
    EXPECT_GE(request->from.value, 1000 + 100 - 49);
    EXPECT_LE(request->from.value, 1000 + 101 - 24);
    EXPECT_LT(state_.tables().cursor_marks.size(), 60u) << "older marks are forgotten";
}

TEST_F(ProofSchedules, WriteNothingWhileTheCursorStandsStill) {
    cursor(100);
    ProofSchedule schedule = this->schedule();
    pass(schedule, 5h);
    EXPECT_EQ(state_.tables().cursor_marks.size(), 1u);
}

TEST_F(ProofSchedules, APersonsVerificationIsNoneOfTheirs) {
    cursor(100);
    ASSERT_TRUE(begin_verification(board_, cursors_, audit_, {.who = "ann", .reason = "r"},
                                   {.from = EventId{1}}));
    ProofSchedule schedule = this->schedule();
    pass(schedule, 1min);
    EXPECT_EQ(asked(), 2u);
}

}  // namespace
}  // namespace scan
