#include "adapters/sqs/sqs_request.h"

#include <gtest/gtest.h>

#include <vector>

namespace scan {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Texts = std::vector<std::string_view>;

TEST(SqsRequest, NumbersTheEntriesOfABatch) {
    EXPECT_EQ(send_message_batch_text("http://h/1/q", Texts{"{\"a\":1}", "\xE6\x9D\xB1\n"}),
              R"({"QueueUrl":"http://h/1/q","Entries":[{"Id":"0","MessageBody":"{\"a\":1}"},)"
              "{\"Id\":\"1\",\"MessageBody\":\"\xE6\x9D\xB1\\n\"}]}");
    EXPECT_EQ(delete_message_batch_text("u", Texts{"a\"b"}),
              R"({"QueueUrl":"u","Entries":[{"Id":"0","ReceiptHandle":"a\"b"}]})");
}

TEST(SqsRequest, RoundsTimesUpToWholeSecondsWithinTheServicesLimits) {
    EXPECT_EQ(
        change_visibility_batch_text("u", Texts{"r"}, milliseconds(1001)),
        R"({"QueueUrl":"u","Entries":[{"Id":"0","ReceiptHandle":"r","VisibilityTimeout":2}]})");
    EXPECT_EQ(
        change_visibility_batch_text("u", Texts{"r"}, {}),
        R"({"QueueUrl":"u","Entries":[{"Id":"0","ReceiptHandle":"r","VisibilityTimeout":0}]})");
    EXPECT_EQ(receive_message_text("u", {.messages_max = 7,
                                         .visibility_timeout = std::chrono::hours(13),
                                         .wait = std::chrono::hours(1)}),
              R"({"QueueUrl":"u","MaxNumberOfMessages":7,"VisibilityTimeout":43200,)"
              R"("WaitTimeSeconds":20,"MessageSystemAttributeNames":["ApproximateReceiveCount"]})");
    EXPECT_EQ(sqs_wait(milliseconds(1)), seconds(1));
    EXPECT_EQ(sqs_wait({}), seconds(0));
}

}  // namespace
}  // namespace scan
