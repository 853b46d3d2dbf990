#include "tests/conformance/event_queue_conformance.h"

namespace scan::conformance {
namespace {

constexpr Duration kLongWait = std::chrono::hours(1);

TEST_P(EventQueueConformance, DoesNotWaitWhereAMessageIsVisible) {
    send({"here"});
    const Instant begin = fixture_->clock().now();
    const auto deliveries = queue_->receive(
        {.messages_max = 10, .visibility_timeout = visibility(), .wait = kLongWait}, {});
    ASSERT_TRUE(deliveries);
    EXPECT_EQ(deliveries->size(), 1u);
    if (fixture_->time_is_exact()) {
        EXPECT_EQ(fixture_->clock().now(), begin);
    }
}

TEST_P(EventQueueConformance, WaitsNoLongerThanAskedFor) {
    const Instant begin = fixture_->clock().now();
    const auto deliveries = queue_->receive(
        {.messages_max = 10, .visibility_timeout = visibility(), .wait = visibility()}, {});
    ASSERT_TRUE(deliveries);
    EXPECT_TRUE(deliveries->empty());
    const Duration waited = fixture_->clock().now() - begin;
    if (fixture_->time_is_exact()) {
        EXPECT_EQ(waited, visibility());
    }
}

TEST_P(EventQueueConformance, AWaitEndsWhenAMessageBecomesVisibleAgain) {
    send({"again"});
    receive_one(*queue_);
    const Instant begin = fixture_->clock().now();
    const auto other = fixture_->open();
    // Without this the wait would outlast the test's time on a real clock.
    const auto deliveries = other->receive(
        {.messages_max = 10, .visibility_timeout = visibility(), .wait = kLongWait}, {});
    ASSERT_TRUE(deliveries);
    ASSERT_EQ(deliveries->size(), 1u);
    EXPECT_EQ(deliveries->front().receive_count, 2u);
    if (fixture_->time_is_exact()) {
        const Duration waited = fixture_->clock().now() - begin;
        EXPECT_GE(waited, visibility());
        EXPECT_LE(waited, 2 * visibility());
    }
}

TEST_P(EventQueueConformance, AStopRequestEndsAWaitWithNone) {
    std::stop_source stop;
    stop.request_stop();
    const Instant begin = fixture_->clock().now();
    const auto deliveries =
        queue_->receive({.messages_max = 10, .visibility_timeout = visibility(), .wait = kLongWait},
                        stop.get_token());
    ASSERT_TRUE(deliveries) << deliveries.error().message;
    EXPECT_TRUE(deliveries->empty());
    if (fixture_->time_is_exact()) {
        EXPECT_EQ(fixture_->clock().now(), begin);
    }
}

}  // namespace
}  // namespace scan::conformance
