#include <gtest/gtest.h>

#include "adapters/memory/memory_audit_log.h"
#include "adapters/memory/memory_failed_events.h"
#include "adapters/memory/memory_parcel_store.h"
#include "adapters/memory/memory_queue.h"
#include "operations/acting/dead_letter_acts.h"

namespace scan {
namespace {

using namespace std::chrono_literals;

// A queue whose every message is a dead letter again at once, as if its workers still failed.
class Rebounding final : public EventQueue {
public:
    explicit Rebounding(MemoryQueueState& state)
        : queue_(state), dead_letters_(state.dead_letters()) {}

    std::vector<Result<>> send(std::span<const std::string> bodies) override {
        return dead_letters_.send(bodies);
    }
    Result<std::vector<Delivery>> receive(const ReceiveRequest& request,
                                          std::stop_token stop) override {
        return queue_.receive(request, std::move(stop));
    }
    std::vector<Result<>> acknowledge(std::span<const Receipt> receipts) override {
        return queue_.acknowledge(receipts);
    }
    std::vector<Result<>> release(std::span<const Receipt> receipts) override {
        return queue_.release(receipts);
    }
    std::vector<Result<>> extend(std::span<const Receipt> receipts, Duration timeout) override {
        return queue_.extend(receipts, timeout);
    }
    Result<QueueDepth> depth() override { return queue_.depth(); }

private:
    MemoryQueue queue_;
    MemoryQueue dead_letters_;
};

class Redriving : public ::testing::Test {
protected:
    Redriving() {
        for (int id = 1; id <= 300; ++id)
            EXPECT_TRUE(queue_state_.dead_letters().put("letter " + std::to_string(id)));
    }
    DeadLetterResult redrive(EventQueue& queue, double rate = 0) {
        const auto done = redrive_dead_letters(
            {queue, dead_letters_, failed_, parcels_, audit_, clock_, 30s, false, {}},
            {.who = "ann", .reason = "mended"}, {.messages_per_second = rate});
        return done.value_or(DeadLetterResult{});
    }

    ManualClock clock_;
    MemoryStoreState state_{clock_};
    MemoryQueueState queue_state_{clock_, {}};
    MemoryQueue dead_letters_{queue_state_.dead_letters()};
    MemoryFailedEvents failed_{state_};
    MemoryParcelStore parcels_{state_};
    MemoryAuditLog audit_{state_, std::nullopt};
};

TEST_F(Redriving, BeginsSlowlyAndGrows) {
    MemoryQueue queue(queue_state_);
    const Instant began = clock_.now();
    EXPECT_EQ(redrive(queue).messages, 300u);
    const Duration took = clock_.now() - began;
    EXPECT_GT(took, 3s) << "10, 20, 40, 80, 160 a second";
    EXPECT_LT(took, 30s);
}

TEST_F(Redriving, IsNeverFasterThanAskedFor) {
    MemoryQueue queue(queue_state_);
    const Instant began = clock_.now();
    EXPECT_EQ(redrive(queue, 20).messages, 300u);
    EXPECT_GT(clock_.now() - began, 14s);
}

TEST_F(Redriving, StopsByItselfWhenMoreComesBackThanIsApplied) {
    Rebounding queue(queue_state_);
    const DeadLetterResult done = redrive(queue);
    ASSERT_TRUE(done.error);
    EXPECT_EQ(done.error->message, "more of them become dead letters again than are applied");
    EXPECT_LT(done.messages, 50u);
    EXPECT_EQ(queue_state_.dead_letters().bodies().size(), 300u) << "and none is lost";
}

TEST_F(Redriving, StopsByItselfWhenTheQueueRefusesMoreThanItTakes) {
    MemoryQueueState narrow_state(clock_, {.body_bytes_max = 1, .disorder_seed = {}});
    MemoryQueue narrow(narrow_state);
    for (int id = 0; id < 10; ++id) ASSERT_TRUE(narrow_state.dead_letters().put("x"));
    const DeadLetterResult done = redrive(narrow);
    ASSERT_TRUE(done.error);
    EXPECT_EQ(done.error->message, "the queue refuses more of them than it takes");
    EXPECT_EQ(queue_state_.dead_letters().bodies().size(), 300u);
}

}  // namespace
}  // namespace scan
