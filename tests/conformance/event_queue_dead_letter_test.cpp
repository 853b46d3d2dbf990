#include "tests/conformance/event_queue_conformance.h"

namespace scan::conformance {
namespace {

TEST_P(EventQueueConformance, MovesAMessageToTheDeadLettersWithTheReceiveAfterTheLast) {
    send({"poison"});
    for (std::uint32_t count = 1; count <= fixture_->receive_count_max(); ++count) {
        EXPECT_EQ(receive_one(*queue_).receive_count, count);
        expire();
    }
    const auto due = queue_->depth();
    ASSERT_TRUE(due);
    if (due->exact) {
        EXPECT_EQ(due->dead_letters, 0u) << "moved before the next receive";
        EXPECT_EQ(due->visible, 1u);
    }
    expect_none(*queue_);
    const auto moved = queue_->depth();
    ASSERT_TRUE(moved);
    if (moved->exact) {
        EXPECT_EQ(moved->dead_letters, 1u);
        EXPECT_EQ(moved->undone(), 0u);
    }
    const auto dead_letters = fixture_->open_dead_letters();
    EXPECT_EQ(receive_one(*dead_letters).body, "poison");
}

TEST_P(EventQueueConformance, ReleasedReceivesCountTowardsTheDeadLetters) {
    send({"poison"});
    for (std::uint32_t count = 1; count <= fixture_->receive_count_max(); ++count) {
        queue_->release(std::vector{receive_one(*queue_).receipt});
    }
    expect_none(*queue_);
    const auto dead_letters = fixture_->open_dead_letters();
    EXPECT_EQ(receive_one(*dead_letters).body, "poison");
}

TEST_P(EventQueueConformance, TheLastReceiveCanStillAcknowledge) {
    send({"saved"});
    for (std::uint32_t count = 1; count < fixture_->receive_count_max(); ++count) {
        queue_->release(std::vector{receive_one(*queue_).receipt});
    }
    EXPECT_TRUE(queue_->acknowledge(std::vector{receive_one(*queue_).receipt}).front());
    expire();
    expect_none(*queue_);
    expect_none(*fixture_->open_dead_letters());
}

TEST_P(EventQueueConformance, AMoveToTheDeadLettersDoesNotHideOtherMessages) {
    send({"poison 1", "poison 2", "poison 3"});
    for (std::uint32_t count = 1; count <= fixture_->receive_count_max(); ++count) {
        queue_->release(receipts_of(collect(*queue_, 3)));
    }
    send({"good"});
    EXPECT_EQ(receive_one(*queue_).body, "good");
    if (!fixture_->is_sampled()) {
        expect_none(*queue_);
        EXPECT_EQ(queue_->depth()->dead_letters, 3u);
    }
}

TEST_P(EventQueueConformance, DeadLettersAreAQueueThatGivesUpNothing) {
    send({"poison"});
    for (std::uint32_t count = 1; count <= fixture_->receive_count_max(); ++count) {
        queue_->release(std::vector{receive_one(*queue_).receipt});
    }
    expect_none(*queue_);

    const auto dead_letters = fixture_->open_dead_letters();
    for (std::uint32_t i = 0; i < fixture_->receive_count_max() + 2; ++i) {
        EXPECT_TRUE(dead_letters->release(std::vector{receive_one(*dead_letters).receipt}).front());
    }
    EXPECT_TRUE(dead_letters->acknowledge(std::vector{receive_one(*dead_letters).receipt}).front());
    expire();
    expect_none(*dead_letters);
    if (const auto depth = queue_->depth(); depth && depth->exact) {
        EXPECT_EQ(depth->dead_letters, 0u);
    }
}

TEST_P(EventQueueConformance, CountsItsDepth) {
    const auto empty = queue_->depth();
    ASSERT_TRUE(empty) << empty.error().message;
    if (!empty->exact) GTEST_SKIP() << "this queue only estimates its depth";
    EXPECT_EQ(empty->undone(), 0u);

    send({"one", "two", "three"});
    EXPECT_EQ(queue_->depth()->visible, 3u);
    const auto two = receive(*queue_, 2);
    EXPECT_EQ(queue_->depth()->visible, 1u);
    EXPECT_EQ(queue_->depth()->in_flight, 2u);
    EXPECT_EQ(fixture_->open()->depth()->undone(), 3u);

    queue_->acknowledge(std::vector{two[0].receipt});
    EXPECT_EQ(queue_->depth()->in_flight, 1u);
    expire();
    EXPECT_EQ(queue_->depth()->visible, 2u);
    EXPECT_EQ(queue_->depth()->in_flight, 0u);
    EXPECT_EQ(queue_->depth()->dead_letters, 0u);
}

}  // namespace
}  // namespace scan::conformance
