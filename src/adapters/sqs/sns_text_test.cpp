#include "adapters/sqs/sns_text.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

TEST(SnsText, PublishesABatchAsAForm) {
    EXPECT_EQ(
        publish_batch_text("arn:aws:sns:eu-west-1:1:scans",
                           std::vector<std::string_view>{"{\"a\": 1}", "\xE6\x9D\xB1&="}),
        "Action=PublishBatch&Version=2010-03-31&TopicArn=arn%3Aaws%3Asns%3Aeu-west-1%3A1%3Ascans"
        "&PublishBatchRequestEntries.member.1.Id=0"
        "&PublishBatchRequestEntries.member.1.Message=%7B%22a%22%3A%201%7D"
        "&PublishBatchRequestEntries.member.2.Id=1"
        "&PublishBatchRequestEntries.member.2.Message=%E6%9D%B1%26%3D");
}

TEST(SnsText, ReadsWhatBecameOfEachEntry) {
    const auto answer = parse_publish_answer(
        "<?xml version=\"1.0\"?><PublishBatchResponse "
        "xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">"
        "<PublishBatchResult><Failed><member><Id>1</Id><Code>InternalError</Code>"
        "<SenderFault>false</SenderFault></member><member><Id>0</Id><Code>InvalidParameter</Code>"
        "<Message>too &lt;long&gt;</Message><SenderFault>true</SenderFault></member></Failed>"
        "<Successful><member><Id>2</Id><MessageId>x</MessageId></member></Successful>"
        "</PublishBatchResult></PublishBatchResponse>",
        3);
    ASSERT_TRUE(answer);
    EXPECT_EQ((*answer)[0].result.error().code, ErrorCode::rejected);
    EXPECT_EQ((*answer)[0].result.error().message, "InvalidParameter: too <long>");
    EXPECT_EQ((*answer)[1].result.error().code, ErrorCode::transient);
    EXPECT_TRUE((*answer)[2].result);
    EXPECT_FALSE(parse_publish_answer("<html>", 3));
}

TEST(SnsText, ReadsTheQueuesThatAreSubscribed) {
    const auto page = parse_subscriptions(
        "<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions>"
        "<member><Protocol>email</Protocol><Endpoint>a@b</Endpoint></member>"
        "<member><Protocol>sqs</Protocol><Endpoint>arn:aws:sqs:r:1:q</Endpoint></member>"
        "</Subscriptions><NextToken>A&amp;B</NextToken></ListSubscriptionsByTopicResult>"
        "</ListSubscriptionsByTopicResponse>");
    ASSERT_TRUE(page);
    EXPECT_EQ(page->queue_arns, std::vector<std::string>{"arn:aws:sqs:r:1:q"});
    EXPECT_EQ(page->next_token, "A&B");
    EXPECT_EQ(list_subscriptions_text("t", "A&B"),
              "Action=ListSubscriptionsByTopic&Version=2010-03-31&TopicArn=t&NextToken=A%26B");
    EXPECT_FALSE(parse_subscriptions("{}"));
}

}  // namespace
}  // namespace scan
