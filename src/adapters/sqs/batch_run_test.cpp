#include "adapters/sqs/batch_run.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace scan {
namespace {

using Places = std::vector<std::size_t>;

class Batches : public testing::Test {
protected:
    // Runs entries of these sizes; `answer` says what becomes of a batch.
    std::vector<Result<>> run(const std::vector<std::size_t>& sizes, const BatchRun::Call& answer) {
        std::vector<Result<>> results(sizes.size());
        BatchRun(limits_, clock_,
                 Backoff(std::chrono::seconds(1), std::chrono::seconds(4), Random(1)),
                 stop_.get_token())
            .run(
                sizes,
                [&](std::span<const std::size_t> places) {
                    calls_.emplace_back(places.begin(), places.end());
                    return answer(places);
                },
                results);
        return results;
    }

    static Result<std::vector<Result<>>> all_taken(std::span<const std::size_t> places) {
        return std::vector<Result<>>(places.size());
    }

    ManualClock clock_;
    std::stop_source stop_;
    BatchLimits limits_{.entries_max = 3, .bytes_max = 100};
    std::vector<Places> calls_;
};

TEST_F(Batches, AreFilledToTheNumberAndToTheBytes) {
    run({1, 1, 1, 1, 50, 50, 1, 200, 100, 1}, all_taken);
    EXPECT_EQ(calls_, (std::vector<Places>{{0, 1, 2}, {3, 4}, {5, 6}, {7}, {8}, {9}}));
}

TEST_F(Batches, AreNoneWithoutEntries) {
    EXPECT_TRUE(run({}, all_taken).empty());
    EXPECT_TRUE(calls_.empty());
}

TEST_F(Batches, HalveOneThatIsRejectedUntilTheCulpritIsAlone) {
    limits_ = {.entries_max = 10, .bytes_max = 100};
    const auto results = run({1, 1, 1, 1}, [](std::span<const std::size_t> places) {
        for (const std::size_t place : places) {
            if (place == 2) return Result<std::vector<Result<>>>(fail(ErrorCode::rejected, "2"));
        }
        return all_taken(places);
    });
    EXPECT_EQ(calls_, (std::vector<Places>{{0, 1, 2, 3}, {0, 1}, {2, 3}, {2}, {3}}));
    EXPECT_TRUE(results[0] && results[1] && results[3]);
    ASSERT_FALSE(results[2]);
    EXPECT_EQ(results[2].error().message, "2");
}

TEST_F(Batches, TryEntriesThatFailAgainWithoutTheirNeighbours) {
    const Instant begin = clock_.now();
    const auto results = run({1, 1, 1}, [this](std::span<const std::size_t> places) {
        auto answer = all_taken(places);
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (places[i] == 1 && calls_.size() < 3)
                (*answer)[i] = fail(ErrorCode::transient, "not yet");
            if (places[i] == 2) (*answer)[i] = fail(ErrorCode::rejected, "never");
        }
        return answer;
    });
    EXPECT_EQ(calls_, (std::vector<Places>{{0, 1, 2}, {1}, {1}}));
    EXPECT_TRUE(results[0] && results[1]);
    EXPECT_EQ(results[2].error().code, ErrorCode::rejected);
    EXPECT_GT(clock_.now(), begin);
}

TEST_F(Batches, TryNothingAgainAfterAStop) {
    const auto results = run({1, 1}, [this](std::span<const std::size_t> places) {
        stop_.request_stop();
        return Result<std::vector<Result<>>>(
            std::vector<Result<>>(places.size(), fail(ErrorCode::throttled, "slow down")));
    });
    EXPECT_EQ(calls_.size(), 1u);
    EXPECT_EQ(results[1].error().code, ErrorCode::throttled);
}

TEST_F(Batches, GiveUpOnAnEntryAfterThreeTries) {
    const auto results = run({1, 1}, [](std::span<const std::size_t> places) {
        return Result<std::vector<Result<>>>(
            std::vector<Result<>>(places.size(), fail(ErrorCode::throttled, "slow down")));
    });
    EXPECT_EQ(calls_.size(), 3u);
    EXPECT_EQ(results[1].error().code, ErrorCode::throttled);
}

TEST_F(Batches, DoNotTryTheRestWhereTheServiceIsAway) {
    limits_.entries_max = 1;
    const auto results = run({1, 1, 1}, [this](std::span<const std::size_t> places) {
        if (calls_.size() == 2)
            return Result<std::vector<Result<>>>(fail(ErrorCode::transient, "away"));
        return all_taken(places);
    });
    EXPECT_EQ(calls_.size(), 2u);
    EXPECT_TRUE(results[0]);
    EXPECT_EQ(results[1].error().message, "away");
    EXPECT_EQ(results[2].error().message, "away");
}

RC_GTEST_FIXTURE_PROP(Batches, TakeEveryEntryOnceWithinTheLimits, ()) {
    const auto sizes =
        *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 120));
    run(sizes, all_taken);
    std::set<std::size_t> seen;
    for (const Places& call : calls_) {
        std::size_t bytes = 0;
        for (const std::size_t place : call) {
            RC_ASSERT(seen.insert(place).second);
            bytes += sizes[place];
        }
        RC_ASSERT(call.size() <= 3u);
        RC_ASSERT(bytes <= 100u || call.size() == 1u);
    }
    RC_ASSERT(seen.size() == sizes.size());
}

}  // namespace
}  // namespace scan
