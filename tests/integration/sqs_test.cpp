#include <fmt/format.h>
#include <gtest/gtest.h>

#include "adapters/http/testing/contains.h"
#include "adapters/sqs/sqs_engine.h"
#include "tests/integration/emulator.h"

namespace scan {
namespace {

class SqsEmulated : public testing::Test {
protected:
    SqsSettings settings(const std::string& url) {
        SqsSettings made;
        made.url = url;
        made.variables = {{"AWS_ACCESS_KEY_ID", "test"}, {"AWS_SECRET_ACCESS_KEY", "test"}};
        made.warn = [this](const std::string& line) { warnings_.push_back(line); };
        return made;
    }

    std::vector<Delivery> receive(EventQueue& queue) {
        const auto received = queue.receive({.messages_max = 10,
                                             .visibility_timeout = std::chrono::seconds(30),
                                             .wait = std::chrono::seconds(1)},
                                            {});
        EXPECT_TRUE(received) << received.error().message;
        return received.value_or(std::vector<Delivery>());
    }

    SystemClock clock_;
    Emulator emulator_;
    std::vector<std::string> warnings_;
};

TEST_F(SqsEmulated, WarnsOfWhatIsDoubtfulAboutAQueueOnce) {
    SqsEngine engine(
        settings(emulator_.server().create_queue("bare", R"({"MessageRetentionPeriod":"3600"})")),
        clock_, Random(1));
    const auto queue = engine.queue();
    ASSERT_TRUE(queue->depth());
    ASSERT_TRUE(engine.queue()->depth());
    ASSERT_EQ(warnings_.size(), 2u);
    EXPECT_PRED2(contains, warnings_[0], "queue bare: it has no dead-letter queue");
    EXPECT_PRED2(contains, warnings_[1], "less than 4 days");
    EXPECT_TRUE(receive(*engine.dead_letter_queue()).empty());
}

TEST_F(SqsEmulated, TheQueuesOwnLimitsHold) {
    SqsSettings with = settings(emulator_.server().create_queue_with_dead_letters(
        "events", 5, R"("VisibilityTimeout":"77","MaximumMessageSize":"2048")"));
    with.expected = {.receive_count_max = 3, .message_bytes_max = 65536};
    SqsEngine engine(std::move(with), clock_, Random(1));
    const auto own = engine.visibility_timeout();
    ASSERT_TRUE(own) << own.error().message;
    EXPECT_EQ(*own, std::chrono::seconds(77));
    ASSERT_EQ(warnings_.size(), 2u);
    EXPECT_PRED2(contains, warnings_[0], "maxReceiveCount (5)");
    EXPECT_PRED2(contains, warnings_[1], "messages of 2048 bytes at most");

    const auto results = engine.queue()->send(
        std::vector{std::string(2048, 'x'), std::string(2049, 'x'), std::string("y")});
    EXPECT_TRUE(results[0] && results[2]);
    ASSERT_FALSE(results[1]);
    EXPECT_EQ(results[1].error().code, ErrorCode::rejected);
}

TEST_F(SqsEmulated, AQueueThatIsNotThereIsDenied) {
    SqsEngine engine(settings(emulator_.origin() + "/000000000000/nobody"), clock_, Random(1));
    const auto depth = engine.queue()->depth();
    ASSERT_FALSE(depth);
    EXPECT_EQ(depth.error().code, ErrorCode::denied);
    EXPECT_PRED2(contains, depth.error().message, "QueueDoesNotExist");
}

TEST_F(SqsEmulated, PublishesToATopicWhoseQueuesGetEachMessage) {
    const std::string url = emulator_.server().create_queue_with_dead_letters("ours", 3);
    emulator_.server().create_queue_with_dead_letters("theirs", 3);
    SqsSettings with = settings(url);
    with.topic_arn = emulator_.server().create_topic("scans");
    emulator_.server().subscribe(with.topic_arn, "theirs");
    {
        SqsEngine engine(with, clock_, Random(1));
        ASSERT_TRUE(engine.queue()->depth());
    }
    ASSERT_EQ(warnings_.size(), 1u);
    EXPECT_PRED2(contains, warnings_[0], "queue ours is not subscribed");
    warnings_.clear();

    emulator_.server().subscribe(with.topic_arn, "ours");
    SqsEngine engine(with, clock_, Random(1));
    const auto queue = engine.queue();
    for (const auto& result : queue->send(std::vector<std::string>(11, "{\"a\": \"&=+%\"}")))
        EXPECT_TRUE(result) << result.error().message;
    EXPECT_TRUE(warnings_.empty());
    std::size_t count = 0;
    for (int i = 0; i < 2; ++i) {
        for (const Delivery& delivery : receive(*queue)) {
            EXPECT_EQ(delivery.body, "{\"a\": \"&=+%\"}");
            ++count;
        }
    }
    EXPECT_EQ(count, 11u);
    SqsEngine theirs(settings(emulator_.origin() + "/000000000000/theirs"), clock_, Random(1));
    EXPECT_EQ(theirs.queue()->depth()->visible, 11u);
}

}  // namespace
}  // namespace scan
