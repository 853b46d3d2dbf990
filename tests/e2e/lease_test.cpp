#include <gtest/gtest.h>

#include <csignal>
#include <iostream>

#include "tests/e2e/end_to_end.h"
#include "tests/e2e/naive_oracle.h"

namespace scan {
namespace {

// Two workers on one store.
class Lease : public EndToEnd {
protected:
    static constexpr Milliseconds kDuration{3000};
    // The promise is the duration and a second; the rest is for a machine that is busy with other things.
    static constexpr Milliseconds kTakeover{kDuration.count() + 1000 + 15'000};

    const Arguments source_ = {"--parcels", "1000", "--events", "4000"};
    FeedServerProcess server_{folder_.path(), source_ + Arguments{"--events-per-second", "500"}};
    const Arguments flags_ =
        Arguments{"run"} +
        worker_flags(server_.url(), {{"lease-duration", std::to_string(kDuration.count()) + "ms"}});

    void wait_until_polling(Process& worker) const {
        ASSERT_TRUE(
            worker.wait_for([&] { return holds_lease(worker.id()) && parcels() > 100; }, kPatience))
            << worker.errors();
    }
    void expect_takeover(Process& worker) const {
        const auto began = std::chrono::steady_clock::now();
        EXPECT_TRUE(worker.wait_for([&] { return holds_lease(worker.id()); }, kTakeover))
            << worker.errors();
        const auto took = std::chrono::steady_clock::now() - began;
        std::cout << "taken over after " << std::chrono::duration_cast<Milliseconds>(took).count()
                  << " ms of a lease of " << kDuration.count() << " ms\n";
    }
    // A paused process keeps what it has locked, and one file has one writer: it is paused where it writes nothing.
    void pause(Process& worker) const {
        constexpr int kTries = 200;
        for (int i = 0; i < kTries; ++i) {
            worker.signal(SIGSTOP);
            const bool is_paused =
                worker.wait_for([&] { return worker.state() == 'T'; }, kPatience);
            if (is_paused && store().is_free() && queue().is_free()) return;
            worker.signal(SIGCONT);
            worker.wait(Milliseconds(5));
        }
        FAIL() << "it is always writing";
    }
    void expect_right_end(Process& worker) const {
        const ParcelTable expected = apply_in_order(events_served(folder_.path(), source_));
        worker.wait_for([&] { return store().parcels() == expected; }, kPatience);
        EXPECT_EQ(difference(expected, store().parcels()), "");
    }
};

TEST_F(Lease, IsTakenOverWhenItsHolderIsKilled) {
    Process holder(launch(flags_));
    wait_until_polling(holder);
    Process other(launch(flags_));
    ASSERT_TRUE(other.wait_for([&] { return other.has_logged("stands by"); }, kPatience));
    holder.signal(SIGKILL);
    expect_takeover(other);
    expect_right_end(other);
}

TEST_F(Lease, OfAKilledWorkerDoesNotHoldUpTheOneThatComesBack) {
    const Arguments flags =
        Arguments{"run"} + worker_flags(server_.url(), {{"lease-duration", "10m"}});
    Process killed(launch(flags));
    wait_until_polling(killed);
    killed.signal(SIGKILL);
    ASSERT_TRUE(killed.wait(kPatience));
    Process restarted(launch(flags));
    EXPECT_TRUE(restarted.wait_for([&] { return holds_lease(restarted.id()); }, kPatience))
        << restarted.errors();
    expect_right_end(restarted);
}

TEST_F(Lease, IsTakenOverAtOnceWhenItsHolderIsStopped) {
    Process holder(launch(flags_));
    wait_until_polling(holder);
    Process other(launch(flags_));
    ASSERT_TRUE(other.wait_for([&] { return other.has_logged("stands by"); }, kPatience));
    holder.signal(SIGTERM);
    EXPECT_EQ(holder.wait(kPatience), 0) << holder.errors();
    expect_takeover(other);
    expect_right_end(other);
}

TEST_F(Lease, ThatWasLostInAPauseLetsTheFormerHolderMoveNothing) {
    Process holder(launch(flags_));
    wait_until_polling(holder);
    Process other(launch(flags_));
    ASSERT_TRUE(other.wait_for([&] { return other.has_logged("stands by"); }, kPatience));
    pause(holder);
    const std::int64_t paused_at = cursor();
    expect_takeover(other);
    ASSERT_TRUE(other.wait_for([&] { return cursor() > paused_at; }, kPatience)) << other.errors();

    std::int64_t highest = cursor();
    holder.signal(SIGCONT);
    EXPECT_TRUE(holder.wait_for(
        [&] {
            const std::int64_t now = cursor();
            EXPECT_GE(now, highest) << "the cursor was moved back";
            highest = now;
            return holder.has_logged("was lost") || holder.has_logged("stands by");
        },
        kPatience))
        << holder.errors();
    EXPECT_TRUE(holds_lease(other.id()));
    expect_right_end(other);
}

}  // namespace
}  // namespace scan
