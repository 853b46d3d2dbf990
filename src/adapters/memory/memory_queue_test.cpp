#include "adapters/memory/memory_queue.h"

#include <gtest/gtest.h>

#include <latch>
#include <thread>

namespace scan {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const ReceiveRequest kNoWait{.messages_max = 10, .visibility_timeout = seconds(30), .wait = {}};
// Far longer than the test may run: only what ends the wait early lets it pass.
const ReceiveRequest kLongWait{
    .messages_max = 10, .visibility_timeout = seconds(30), .wait = hours(1)};

// Counts sleeps, and tells when one is about to begin.
class WatchedClock final : public Clock {
public:
    explicit WatchedClock(Clock& clock) : clock_(clock) {}

    Instant now() override { return clock_.now(); }
    UtcTime utc_now() override { return clock_.utc_now(); }
    bool sleep_until(Instant wake, std::stop_token stop) override {
        if (sleeps_++ == 0) asleep_.count_down();
        return clock_.sleep_until(wake, stop);
    }

    void wait_for_sleep() { asleep_.wait(); }
    int sleeps() const { return sleeps_; }

private:
    Clock& clock_;
    std::latch asleep_{1};
    int sleeps_ = 0;
};

std::vector<Delivery> receive(EventQueue& queue, const ReceiveRequest& request) {
    return queue.receive(request, {}).value();
}

TEST(MemoryQueue, RefusesWhatAmazonSqsRefuses) {
    ManualClock clock;
    MemoryQueueState state(clock, {.body_bytes_max = 10, .disorder_seed = {}});
    MemoryQueue queue(state);
    const std::vector<std::string> bodies{
        "",     "12345678901",  std::string("nul\0", 4), "bell\a",
        "\xFF", "\xEF\xBF\xBE", "\xED\xA0\x80",
    };
    for (const auto& result : queue.send(bodies)) {
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().code, ErrorCode::rejected);
    }
    for (const auto& result :
         queue.send(std::vector<std::string>{"1234567890", "\t\n\r", "\xEF\xBF\xBD", "\x7F"})) {
        EXPECT_TRUE(result);
    }
    EXPECT_EQ(queue.depth()->visible, 4u);
}

TEST(MemoryQueue, RefusesToExtendWhatIsVisibleAgain) {
    ManualClock clock;
    MemoryQueueState state(clock, {});
    MemoryQueue queue(state);
    queue.send(std::vector<std::string>{"x"});
    const std::vector receipts{receive(queue, kNoWait).front().receipt};
    clock.advance(seconds(30));
    EXPECT_FALSE(queue.extend(receipts, seconds(30)).front());
    EXPECT_FALSE(queue.release(receipts).front());
    EXPECT_EQ(queue.depth()->visible, 1u);
}

TEST(MemoryQueue, ReceivesEachMessageOnceWhereItIsHiddenForNoTime) {
    ManualClock clock;
    MemoryQueueState state(clock, {});
    MemoryQueue queue(state);
    queue.send(std::vector<std::string>{"x", "y"});
    EXPECT_EQ(receive(queue, {.messages_max = 10, .visibility_timeout = {}, .wait = {}}).size(),
              2u);
    EXPECT_EQ(queue.depth()->visible, 2u);
}

TEST(MemoryQueue, DeliversInTheOrderOfSendingUnlessDisorderIsAskedFor) {
    ManualClock clock;
    MemoryQueueState ordered(clock, {});
    MemoryQueueState disordered(clock, {.disorder_seed = 1});
    std::vector<std::string> bodies;
    for (int i = 0; i < 10; ++i) bodies.push_back(std::to_string(i));
    for (MemoryQueueState* state : {&ordered, &disordered}) {
        MemoryQueue queue(*state);
        queue.send(bodies);
        std::vector<std::string> received;
        for (const auto& delivery : receive(queue, kNoWait)) received.push_back(delivery.body);
        EXPECT_EQ(received == bodies, state == &ordered);
        EXPECT_EQ(state->bodies(), bodies);
    }
}

TEST(MemoryQueue, WaitingSleepsOnceUntilTheNextMessageIsVisible) {
    ManualClock manual;
    WatchedClock clock(manual);
    MemoryQueueState state(clock, {});
    MemoryQueue queue(state);
    queue.send(std::vector<std::string>{"x"});
    receive(queue, kNoWait);
    const Instant begin = clock.now();
    EXPECT_EQ(receive(queue, kLongWait).size(), 1u);
    EXPECT_EQ(clock.now() - begin, seconds(30));
    EXPECT_EQ(clock.sleeps(), 1);
}

TEST(MemoryQueue, ASendWakesAWaitingReceiver) {
    SystemClock system;
    WatchedClock clock(system);
    MemoryQueueState state(clock, {});
    std::vector<Delivery> deliveries;
    std::jthread receiver([&] {
        MemoryQueue queue(state);
        deliveries = receive(queue, kLongWait);
    });
    clock.wait_for_sleep();
    MemoryQueue(state).send(std::vector<std::string>{"x"});
    receiver.join();
    ASSERT_EQ(deliveries.size(), 1u);
    EXPECT_EQ(deliveries.front().body, "x");
}

TEST(MemoryQueue, AReleaseWakesAWaitingReceiver) {
    SystemClock system;
    WatchedClock clock(system);
    MemoryQueueState state(clock, {});
    MemoryQueue holder(state);
    holder.send(std::vector<std::string>{"x"});
    const auto held =
        holder.receive({.messages_max = 1, .visibility_timeout = hours(12), .wait = {}}, {});
    std::vector<Delivery> deliveries;
    std::jthread receiver([&] {
        MemoryQueue queue(state);
        deliveries = receive(queue, kLongWait);
    });
    clock.wait_for_sleep();
    holder.release(std::vector{held->front().receipt});
    receiver.join();
    ASSERT_EQ(deliveries.size(), 1u);
    EXPECT_EQ(deliveries.front().receive_count, 2u);
}

TEST(MemoryQueue, AStopRequestEndsAWaitThatHasBegun) {
    SystemClock system;
    WatchedClock clock(system);
    MemoryQueueState state(clock, {});
    std::stop_source stop;
    Result<std::vector<Delivery>> received = fail(ErrorCode::denied, "not called");
    std::jthread receiver([&] {
        MemoryQueue queue(state);
        received = queue.receive(kLongWait, stop.get_token());
    });
    clock.wait_for_sleep();
    stop.request_stop();
    receiver.join();
    ASSERT_TRUE(received);
    EXPECT_TRUE(received->empty());
}

TEST(MemoryQueue, ThreadsTakeEachMessageOnce) {
    SystemClock clock;
    MemoryQueueState state(clock, {});
    constexpr int kMessages = 2000;
    std::vector<int> acknowledged(3);
    {
        std::vector<std::jthread> receivers;
        for (int& count : acknowledged) {
            receivers.emplace_back([&state, &count] {
                MemoryQueue queue(state);
                while (true) {
                    const auto deliveries = queue.receive(
                        {.messages_max = 10, .visibility_timeout = hours(1), .wait = hours(1)}, {});
                    for (const auto& delivery : *deliveries) {
                        if (delivery.body == "end") return;
                        count +=
                            queue.acknowledge(std::vector{delivery.receipt}).front().has_value();
                    }
                }
            });
        }
        MemoryQueue sender(state);
        for (int i = 0; i < kMessages; ++i) sender.send(std::vector{std::to_string(i)});
        // A receiver leaves at its first "end"; others in the same receive would be lost to it.
        for (std::size_t i = 0; i < 10 * acknowledged.size(); ++i) {
            sender.send(std::vector<std::string>{"end"});
        }
    }
    EXPECT_EQ(acknowledged[0] + acknowledged[1] + acknowledged[2], kMessages);
}

}  // namespace
}  // namespace scan
