#include "adapters/sqs/queue_facts.h"

#include <gtest/gtest.h>

#include "adapters/http/testing/contains.h"

namespace scan {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

TEST(QueueFacts, AreReadFromTheAttributes) {
    const auto facts = read_queue_facts(
        {{"QueueArn", "arn"},
         {"VisibilityTimeout", "45"},
         {"MessageRetentionPeriod", "345600"},
         {"MaximumMessageSize", "1048576"},
         {"RedrivePolicy", R"({"deadLetterTargetArn":"dead","maxReceiveCount":"7"})"}});
    ASSERT_TRUE(facts);
    EXPECT_EQ(facts->visibility_timeout, seconds(45));
    EXPECT_EQ(facts->retention, hours(96));
    EXPECT_EQ(facts->receive_count_max, 7u);
    EXPECT_EQ(facts->dead_letter_arn, "dead");
    EXPECT_EQ(facts->batch_bytes_max(), 1024u * 1024u);
    EXPECT_EQ(read_queue_facts({})->batch_bytes_max(), 256u * 1024u);
}

TEST(QueueFacts, AreAnErrorWhereTheyMakeNoSense) {
    for (const char* policy : {"{", "{}", R"({"deadLetterTargetArn":"d"})",
                               R"({"deadLetterTargetArn":"d","maxReceiveCount":0})",
                               R"({"deadLetterTargetArn":"d","maxReceiveCount":-1})"}) {
        const auto facts = read_queue_facts({{"RedrivePolicy", policy}});
        ASSERT_FALSE(facts) << policy;
        EXPECT_EQ(facts.error().code, ErrorCode::transient);
    }
    EXPECT_EQ(read_queue_facts({{"FifoQueue", "true"}}).error().code, ErrorCode::denied);
    EXPECT_FALSE(read_queue_counts({{"ApproximateNumberOfMessages", "x"}}));
}

TEST(QueueFacts, RaiseADoubtEach) {
    QueueFacts queue{.arn = {},
                     .visibility_timeout = seconds(30),
                     .retention = hours(96),
                     .receive_count_max = 3,
                     .dead_letter_arn = "dead"};
    QueueFacts dead;
    dead.retention = hours(97);
    QueueExpectations expected{.receive_count_max = 3, .message_bytes_max = 65536};
    EXPECT_TRUE(queue_doubts("q", queue, &dead, expected).empty());

    dead.retention = hours(96);
    EXPECT_PRED2(contains, queue_doubts("q", queue, &dead, expected).at(0),
                 "no longer than itself");
    queue.retention = hours(95);
    EXPECT_PRED2(contains, queue_doubts("q", queue, &dead, expected).at(0), "less than 4 days");
    queue.retention = hours(96);
    expected.receive_count_max = 4;
    EXPECT_PRED2(contains, queue_doubts("q", queue, nullptr, expected).at(0),
                 "maxReceiveCount (3) decides");
    expected.receive_count_max = std::nullopt;
    EXPECT_TRUE(queue_doubts("q", queue, nullptr, expected).empty());
    queue.receive_count_max = 2;
    EXPECT_PRED2(contains, queue_doubts("q", queue, nullptr, expected).at(0),
                 "its maxReceiveCount is 2");
    queue.receive_count_max = std::nullopt;
    EXPECT_PRED2(contains, queue_doubts("q", queue, nullptr, expected).at(0),
                 "no dead-letter queue");
}

}  // namespace
}  // namespace scan
