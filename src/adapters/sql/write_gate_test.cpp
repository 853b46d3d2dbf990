#include "adapters/sql/write_gate.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace scan {
namespace {

constexpr Duration kLong = std::chrono::minutes(1);

TEST(WriteGate, LetsOneInAtATime) {
    WriteGate gate;
    int inside = 0;
    int entered = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int turn = 0; turn < 200; ++turn) {
                const GatePass pass(&gate, kLong);
                // Plain numbers: a second one inside would be a data race, too.
                EXPECT_EQ(++inside, 1);
                ++entered;
                --inside;
            }
        });
    }
    threads.clear();
    EXPECT_EQ(entered, 800);
}

TEST(WriteGate, DoesNotLetInWhoDoesNotWait) {
    WriteGate gate;
    const GatePass inside(&gate, Duration::zero());
    EXPECT_TRUE(inside.entered());
    {
        const GatePass refused(&gate, Duration::zero());
        EXPECT_FALSE(refused.entered());
    }
    const GatePass again(&gate, Duration::zero());
    EXPECT_FALSE(again.entered()) << "one who was refused opens nothing on leaving";
}

TEST(WriteGate, OneWhoGaveUpHoldsNobodyUp) {
    WriteGate gate;
    ASSERT_TRUE(gate.enter(Duration::zero()));
    std::jthread gives_up([&] { EXPECT_FALSE(gate.enter(std::chrono::milliseconds(1))); });
    gives_up.join();
    std::jthread waits([&] { EXPECT_TRUE(gate.enter(kLong)); });
    gate.leave();
    waits.join();
    gate.leave();
    EXPECT_TRUE(gate.enter(Duration::zero()));
}

}  // namespace
}  // namespace scan
