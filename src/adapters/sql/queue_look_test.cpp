#include "adapters/sql/queue_look.h"

#include <gtest/gtest.h>

#include <array>

namespace scan {
namespace {

using namespace std::chrono_literals;

TEST(QueueLook, OneOfTenReceiversLooksForAll) {
    QueueLook look;
    std::array<int, 10> receivers{};
    int looks = 0;
    Instant now{};
    // Ten seconds in which each wants to look every 100 ms, one after the other.
    for (int turn = 0; turn < 1'000; ++turn, now += 10ms) {
        const int& receiver = receivers[static_cast<std::size_t>(turn % 10)];
        if (!look.is_due(&receiver, now)) continue;
        ++looks;
        look.found_nothing(&receiver, now);
    }
    EXPECT_EQ(looks, 100);
}

TEST(QueueLook, AnotherOneLooksIfItsReceiverIsBusy) {
    QueueLook look;
    int busy = 0;
    int other = 0;
    look.found_nothing(&busy, Instant());
    EXPECT_FALSE(look.is_due(&other, Instant() + 99ms));
    EXPECT_TRUE(look.is_due(&other, Instant() + 100ms));
}

TEST(QueueLook, EverybodyLooksOnceThereAreMessages) {
    QueueLook look;
    int one = 0;
    int other = 0;
    look.found_nothing(&one, Instant());
    look.has_messages();
    EXPECT_TRUE(look.is_due(&other, Instant()));
}

}  // namespace
}  // namespace scan
