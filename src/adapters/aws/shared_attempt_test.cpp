#include "adapters/aws/shared_attempt.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <optional>
#include <thread>
#include <vector>

namespace scan {
namespace {

// Threads that need one attempt's outcome. The first attempt ends when the test lets it.
class Attempts : public testing::Test {
protected:
    Result<> share(std::stop_token stop, Result<int> outcome) {
        MutexLock lock(mutex_);
        ++asking_;
        return attempt_.share(
            lock, std::move(stop),
            [&] {
                if (++made_ == 1) {
                    begun_.count_down();
                    allowed_.wait();
                }
                return outcome;
            },
            [&](Result<int> result) {
                if (result) value_ = *result;
            });
    }

    // Until this many threads have asked; those that wait have let go of the mutex.
    void wait_for(int threads) {
        while (true) {
            const MutexLock lock(mutex_);
            if (asking_ == threads) return;
        }
    }

    Mutex mutex_;
    SharedAttempt attempt_;
    int asking_ = 0;
    std::optional<int> value_;
    std::atomic<int> made_ = 0;
    std::latch begun_{1};
    std::latch allowed_{1};
};

TEST_F(Attempts, OneFailsForAllThatWaited) {
    std::vector<Result<>> outcomes(5);
    {
        std::vector<std::jthread> threads;
        for (Result<>& outcome : outcomes) {
            threads.emplace_back([&] { outcome = share({}, fail(ErrorCode::transient, "away")); });
        }
        wait_for(5);
        allowed_.count_down();
    }
    EXPECT_EQ(made_, 1);
    for (const Result<>& outcome : outcomes) {
        ASSERT_FALSE(outcome);
        EXPECT_EQ(outcome.error().message, "away");
    }
    EXPECT_FALSE(attempt_.is_under_way());
    EXPECT_TRUE(share({}, 7));
    EXPECT_EQ(value_, 7);
}

TEST_F(Attempts, AStopEndsTheWaitOfItsOwnThreadAlone) {
    std::stop_source stop;
    Result<> first;
    Result<> second;
    std::jthread maker([&] { first = share({}, 7); });
    begun_.wait();
    std::jthread waiting([&] { second = share(stop.get_token(), 8); });
    wait_for(2);
    stop.request_stop();
    waiting.join();
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::stopped);
    allowed_.count_down();
    maker.join();
    EXPECT_TRUE(first);
    EXPECT_EQ(made_, 1);
}

TEST_F(Attempts, OneThatWasStoppedIsMadeAgainByAThreadThatWaited) {
    Result<> first;
    Result<> second;
    std::jthread maker([&] { first = share({}, fail(ErrorCode::stopped, "stopped")); });
    begun_.wait();
    std::jthread waiting([&] { second = share({}, 8); });
    wait_for(2);
    allowed_.count_down();
    maker.join();
    waiting.join();
    EXPECT_EQ(first.error().code, ErrorCode::stopped);
    EXPECT_TRUE(second);
    EXPECT_EQ(value_, 8);
    EXPECT_EQ(made_, 2);
}

}  // namespace
}  // namespace scan
