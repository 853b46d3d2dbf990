#include "adapters/sqs/sqs_answer.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "adapters/aws/aws_refusal.h"

namespace scan {
namespace {

TEST(SqsAnswer, HoldsTheMessagesReceived) {
    const auto messages = parse_received(
        R"({"Messages":[{"MessageId":"m","ReceiptHandle":"r","Body":"{\"a\":1}\n","MD5OfBody":"0f",)"
        R"("Attributes":{"ApproximateReceiveCount":"4"}},{"ReceiptHandle":"s","Body":""}]})");
    ASSERT_TRUE(messages);
    ASSERT_EQ(messages->size(), 2u);
    EXPECT_EQ((*messages)[0].id, "m");
    EXPECT_EQ((*messages)[0].receipt, "r");
    EXPECT_EQ((*messages)[0].body, "{\"a\":1}\n");
    EXPECT_EQ((*messages)[0].body_md5, "0f");
    EXPECT_EQ((*messages)[0].receive_count, 4u);
    EXPECT_EQ((*messages)[1].receive_count, 1u);
}

TEST(SqsAnswer, MayHoldNoMessage) {
    for (const char* text : {"{}", R"({"Messages":null})", R"({"Messages":[]})"}) {
        const auto messages = parse_received(text);
        ASSERT_TRUE(messages) << text;
        EXPECT_TRUE(messages->empty());
    }
}

constexpr std::array<std::string_view, 1> kContent{"InvalidMessageContents"};

TEST(SqsAnswer, OfABatchStandsInTheOrderOfTheRequest) {
    const auto answer = parse_batch_answer(
        R"({"Successful":[{"Id":"2","MD5OfMessageBody":"ab"},{"Id":"17"},{"Id":"x"}],)"
        R"("Failed":[{"Id":"0","SenderFault":true,"Code":"InvalidMessageContents","Message":"no"},)"
        R"({"Id":"3","SenderFault":false,"Code":"InternalError"}]})",
        4, kContent);
    ASSERT_TRUE(answer);
    ASSERT_EQ(answer->size(), 4u);
    EXPECT_EQ((*answer)[0].result.error().code, ErrorCode::rejected);
    EXPECT_EQ((*answer)[0].result.error().message, "InvalidMessageContents: no");
    EXPECT_EQ((*answer)[1].result.error().code, ErrorCode::transient);
    EXPECT_TRUE((*answer)[2].result);
    EXPECT_EQ((*answer)[2].body_md5, "ab");
    EXPECT_EQ((*answer)[3].result.error().code, ErrorCode::transient);
}

TEST(SqsAnswer, ThatIsNoneIsATransientError) {
    for (const char* text : {"", "[]", "7", "<html>", "{\"Messages\":[{\"Body\":\"x\"}]}",
                             "{\"Messages\":[{\"ReceiptHandle\":\"\"}]}"}) {
        const auto messages = parse_received(text);
        ASSERT_FALSE(messages) << text;
        EXPECT_EQ(messages.error().code, ErrorCode::transient);
    }
    EXPECT_EQ(parse_batch_answer("", 1, {}).error().code, ErrorCode::transient);
    EXPECT_EQ(parse_queue_url("{\"QueueUrl\":\"\"}").error().code, ErrorCode::transient);
    EXPECT_EQ(parse_attributes("{}").error().code, ErrorCode::transient);
}

TEST(SqsAnswer, NestedAMillionLevelsDeepIsNone) {
    std::string deep = R"({"Messages":)" + std::string(1'000'000, '[');
    for (int i = 0; i < 2; ++i) {
        EXPECT_FALSE(parse_received(deep));
        EXPECT_FALSE(parse_batch_answer(deep, 1, {}));
        EXPECT_FALSE(parse_attributes(deep));
        EXPECT_TRUE(parse_refusal(deep).code.empty());
        deep += std::string(1'000'000, ']') + "}";
    }
}

TEST(SqsAnswer, HoldsAttributes) {
    const auto attributes =
        parse_attributes(R"({"Attributes":{"VisibilityTimeout":"30","Odd":7,"QueueArn":"a"}})");
    ASSERT_TRUE(attributes);
    EXPECT_EQ(*attributes, (QueueAttributes{{"QueueArn", "a"}, {"VisibilityTimeout", "30"}}));
}

RC_GTEST_PROP(SqsAnswer, SurvivesAnyDamage, ()) {
    std::string text =
        R"({"Messages":[{"MessageId":"m","ReceiptHandle":"r","Attributes":{"A":"4"}}],)"
        R"("Successful":[{"Id":"0"}],"Failed":[{"Id":"1","SenderFault":false}],"Attributes":{"B":"c"}})";
    const int changes = *rc::gen::inRange(1, 6);
    for (int i = 0; i < changes; ++i)
        text[*rc::gen::inRange<std::size_t>(0, text.size())] = *rc::gen::arbitrary<char>();
    text.resize(*rc::gen::inRange<std::size_t>(0, text.size() + 1));
    parse_received(text);
    parse_attributes(text);
    parse_queue_url(text);
    const auto answer = parse_batch_answer(text, 3, {});
    if (answer) RC_ASSERT(answer->size() == 3u);
}

}  // namespace
}  // namespace scan
