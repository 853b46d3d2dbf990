#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/random.h"
#include "tests/conformance/event_queue_conformance.h"

namespace scan::conformance {
namespace {

// The promise of the port about one message, in the simplest form.
struct ModelMessage {
    Instant visible_at{};
    std::uint32_t receive_count = 0;
    Receipt receipt;
    bool gone = false;  // acknowledged
};

class QueueModel {
public:
    QueueModel(QueueFixture& fixture, std::uint32_t seed) : fixture_(fixture), random_(seed) {
        for (int i = 0; i < 2; ++i) queues_.push_back(fixture.open());
    }

    void step() {
        EventQueue& queue = *queues_[random_.below(queues_.size())];
        switch (random_.below(6)) {
            case 0: return send(queue);
            case 1:
            case 2: return receive(queue);
            case 3: return settle(queue);
            case 4: return fixture_.pass(fixture_.short_visibility() / 4);
            case 5: return check_depth(queue);
        }
    }

private:
    Instant now() { return fixture_.clock().now(); }

    void send(EventQueue& queue) {
        const std::string body = fmt::format("message {}", messages_.size());
        ASSERT_TRUE(queue.send(std::vector{body}).front());
        messages_[body].visible_at = now();
    }

    void receive(EventQueue& queue) {
        const auto asked = static_cast<std::uint32_t>(1 + random_.below(10));
        std::size_t deliverable = 0;
        for (const auto& [body, message] : messages_) {
            deliverable += !message.gone && message.visible_at <= now() &&
                           message.receive_count < fixture_.receive_count_max();
        }
        const auto deliveries = queue.receive(
            {.messages_max = asked, .visibility_timeout = fixture_.short_visibility(), .wait = {}},
            {});
        ASSERT_TRUE(deliveries);
        EXPECT_EQ(deliveries->size(), std::min<std::size_t>(asked, deliverable));
        for (const Delivery& delivery : *deliveries) {
            ModelMessage& message = messages_.at(delivery.body);
            EXPECT_FALSE(message.gone) << delivery.body;
            EXPECT_LE(message.visible_at, now()) << delivery.body;
            EXPECT_EQ(delivery.receive_count, ++message.receive_count) << delivery.body;
            message.visible_at = now() + fixture_.short_visibility();
            message.receipt = delivery.receipt;
        }
    }

    void settle(EventQueue& queue) {
        for (auto& [body, message] : messages_) {
            const bool held = !message.gone && message.visible_at > now();
            if (!held || random_.chance(0.5)) continue;
            const std::vector receipts{message.receipt};
            switch (random_.below(3)) {
                case 0:
                    EXPECT_TRUE(queue.acknowledge(receipts).front()) << body;
                    message.gone = true;
                    break;
                case 1:
                    EXPECT_TRUE(queue.release(receipts).front()) << body;
                    message.visible_at = now();
                    break;
                case 2:
                    EXPECT_TRUE(queue.extend(receipts, 2 * fixture_.short_visibility()).front())
                        << body;
                    message.visible_at = now() + 2 * fixture_.short_visibility();
                    break;
            }
        }
    }

    void check_depth(EventQueue& queue) {
        std::uint64_t left = 0;
        std::uint64_t in_flight = 0;
        for (const auto& [body, message] : messages_) {
            left += !message.gone;
            in_flight += !message.gone && message.visible_at > now();
        }
        const auto depth = queue.depth();
        ASSERT_TRUE(depth);
        EXPECT_EQ(depth->in_flight, in_flight);
        EXPECT_EQ(depth->undone() + depth->dead_letters, left);
    }

    QueueFixture& fixture_;
    Random random_;
    std::vector<std::unique_ptr<EventQueue>> queues_;
    std::map<std::string, ModelMessage> messages_;
};

TEST_P(EventQueueConformance, AgreesWithItsModelOnRandomWalks) {
    if (!fixture_->time_is_virtual() || fixture_->is_sampled())
        GTEST_SKIP() << "needs a virtual clock";
    QueueModel model(*fixture_, 20260101);
    for (int i = 0; i < 600 && !HasFailure(); ++i) {
        SCOPED_TRACE(i);
        model.step();
    }
}

}  // namespace
}  // namespace scan::conformance
