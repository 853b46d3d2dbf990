#include "adapters/sqs/sqs_event_queue.h"

#include <gtest/gtest.h>

#include "adapters/http/testing/contains.h"
#include "adapters/sqs/md5.h"
#include "adapters/sqs/testing/scripted_sqs.h"

namespace scan {
namespace {

TEST_F(SqsQueueScripted, NamesTheQueueAsTheServerDoes) {
    server_.answers["SendMessageBatch"] = {{200, R"({"Successful":[{"Id":"0"}]})"}};
    ASSERT_TRUE(send({"a"}).front());
    EXPECT_PRED2(contains, server_.requests.back().second.body, "http://elsewhere/1/q");
}

TEST_F(SqsQueueScripted, SendsAgainOnlyTheEntriesThatFailed) {
    server_.answers["SendMessageBatch"] = {
        {200,
         R"({"Successful":[{"Id":"0"}],"Failed":[{"Id":"1","SenderFault":false,"Code":"InternalError"},)"
         R"({"Id":"2","SenderFault":true,"Code":"InvalidMessageContents"}]})"},
        {200, R"({"Successful":[{"Id":"0"}]})"}};
    const auto results = send({"first", "second", "third"});
    EXPECT_TRUE(results[0] && results[1]);
    EXPECT_EQ(results[2].error().code, ErrorCode::rejected);
    ASSERT_EQ(server_.count("SendMessageBatch"), 2);
    EXPECT_PRED2(contains, server_.requests.back().second.body, "second");
    EXPECT_FALSE(contains(server_.requests.back().second.body, "first"));
}

TEST_F(SqsQueueScripted, ABodyThatArrivedDamagedIsSentAgain) {
    server_.answers["SendMessageBatch"] = {
        {200, R"({"Successful":[{"Id":"0","MD5OfMessageBody":"00"}]})"},
        {200, R"({"Successful":[{"Id":"0","MD5OfMessageBody":")" + md5_hex("a") + "\"}]}"}};
    EXPECT_TRUE(send({"a"}).front());
    EXPECT_EQ(server_.count("SendMessageBatch"), 2);
}

TEST_F(SqsQueueScripted, BacksOffWhereItIsThrottledAndComesAgain) {
    server_.answers["SendMessageBatch"] = {
        {403, R"({"__type":"com.amazonaws.sqs#RequestThrottled"})"},
        {200, R"({"Successful":[{"Id":"0"}]})"}};
    const Instant begin = clock_.now();
    EXPECT_TRUE(send({"a"}).front());
    EXPECT_GT(clock_.now(), begin);
}

TEST_F(SqsQueueScripted, AnOutageIsTransientForEveryBody) {
    server_.answers["SendMessageBatch"] = {{500, ""}};
    for (const auto& result : send(std::vector<std::string>(25, "a"))) {
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().code, ErrorCode::transient);
    }
    EXPECT_EQ(server_.count("SendMessageBatch"), 3);
}

TEST_F(SqsQueueScripted, AProxysPageIsNobodysFault) {
    server_.answers["SendMessageBatch"] = {{200, "<html>sign in</html>"}};
    EXPECT_EQ(send({"a"}).front().error().code, ErrorCode::transient);
}

TEST_F(SqsQueueScripted, TakesOtherCredentialsOnceWhereTheseExpired) {
    variables_ = {{"AWS_SHARED_CREDENTIALS_FILE",
                   folder_.write("credentials",
                                 "[default]\naws_access_key_id=old\naws_secret_access_key=s\n")}};
    server_.answers["SendMessageBatch"] = {{200, R"({"Successful":[{"Id":"0"}]})"}};
    ASSERT_TRUE(send({"a"}).front());
    folder_.write("credentials", "[default]\naws_access_key_id=new\naws_secret_access_key=s\n");
    server_.answers["SendMessageBatch"] = {{403, R"({"__type":"ExpiredToken"})"},
                                           {200, R"({"Successful":[{"Id":"0"}]})"}};
    ASSERT_TRUE(send({"a"}).front());
    EXPECT_PRED2(contains, server_.requests.back().second.get_header_value("Authorization"),
                 "Credential=new/");
    EXPECT_EQ(server_.count("SendMessageBatch"), 3);

    server_.answers["SendMessageBatch"] = {{403, R"({"__type":"ExpiredToken"})"}};
    const auto refused = send({"a"}).front();
    EXPECT_EQ(refused.error().code, ErrorCode::denied);
    EXPECT_EQ(server_.count("SendMessageBatch"), 5);
    EXPECT_FALSE(contains(refused.error().message, "s3cret"));
}

TEST_F(SqsQueueScripted, DeliversAMessageThatComesTwiceOnceByItsNewestReceipt) {
    const std::string md5 = md5_hex("x");
    server_.answers["ReceiveMessage"] = {{200, "{\"Messages\":[" +
                                                   message("m", "new", "x", md5, 2) + "," +
                                                   message("n", "other", "x", md5, 1) + "," +
                                                   message("m", "old", "x", md5, 1) + "]}"}};
    const auto deliveries = receive();
    ASSERT_TRUE(deliveries);
    ASSERT_EQ(deliveries->size(), 2u);
    EXPECT_EQ((*deliveries)[0].receipt.value, "new");
    EXPECT_EQ((*deliveries)[0].receive_count, 2u);
    EXPECT_EQ((*deliveries)[1].receipt.value, "other");
}

TEST_F(SqsQueueScripted, AsksAServerThatDoesNotWaitOnceASecond) {
    // If the server is asked more often, it has a message in the end.
    std::deque<ScriptedAnswer> answers(60, ScriptedAnswer{200, "{}"});
    answers.push_back({200, "{\"Messages\":[" + message("m", "r", "x", md5_hex("x"), 1) + "]}"});
    server_.answers["ReceiveMessage"] = answers;
    const Instant begin = clock_.now();
    const auto none = queue().receive({.messages_max = 10,
                                       .visibility_timeout = std::chrono::seconds(30),
                                       .wait = std::chrono::seconds(20)},
                                      {});
    ASSERT_TRUE(none);
    EXPECT_TRUE(none->empty());
    EXPECT_EQ(server_.count("ReceiveMessage"), 20);
    EXPECT_EQ(clock_.now() - begin, std::chrono::seconds(20));
}

TEST_F(SqsQueueScripted, LeavesADamagedBodyToBeReceivedAgain) {
    server_.answers["ReceiveMessage"] = {
        {200, "{\"Messages\":[" + message("m", "r", "x", "00", 1) + "]}"}};
    const auto deliveries = receive();
    ASSERT_TRUE(deliveries);
    EXPECT_TRUE(deliveries->empty());
    EXPECT_PRED2(contains, warnings_.back(), "does not match its MD5");
}

TEST_F(SqsQueueScripted, AReceiptThatLapsedIsRejectedAndNotTriedAgain) {
    server_.answers["ChangeMessageVisibilityBatch"] = {
        {200, R"({"Failed":[{"Id":"0","SenderFault":true,"Code":"MessageNotInflight"}]})"}};
    const auto results = queue().extend(std::vector{Receipt{"r"}}, std::chrono::seconds(30));
    EXPECT_EQ(results.front().error().code, ErrorCode::rejected);
    EXPECT_EQ(server_.count("ChangeMessageVisibilityBatch"), 1);
}

// The answer that names the entries 0 to `count` - 1 as failed, by the sender's fault.
std::string failed_entries(int count, const std::string& code, const std::string& text = {}) {
    std::string entries;
    for (int i = 0; i < count; ++i) {
        entries += (i == 0 ? R"({"Id":")" : R"(,{"Id":")") + std::to_string(i) +
                   R"(","SenderFault":true,"Code":")" + code + R"(","Message":")" + text + "\"}";
    }
    return "{\"Failed\":[" + entries + "]}";
}

TEST_F(SqsQueueScripted, ABodyIsRejectedOnlyForACodeAboutItsContent) {
    const std::vector<std::pair<const char*, ErrorCode>> rows{
        {"InvalidMessageContents", ErrorCode::rejected},
        {"InvalidParameterValue", ErrorCode::rejected},
        {"KmsAccessDenied", ErrorCode::denied},
        {"KMS.AccessDeniedException", ErrorCode::denied},
        {"AccessDenied", ErrorCode::denied},
        {"MessageNotInflight", ErrorCode::denied},
        {"KMS.ThrottlingException", ErrorCode::throttled},
    };
    for (const auto& [code, meaning] : rows) {
        server_.answers["SendMessageBatch"] = {{200, failed_entries(2, code)}};
        for (const auto& result : send({"a", "b"})) {
            ASSERT_FALSE(result);
            EXPECT_EQ(result.error().code, meaning) << code;
        }
    }
}

TEST_F(SqsQueueScripted, OnlyTheTwoCodesOfALapseAreALapse) {
    const std::vector<std::pair<const char*, ErrorCode>> rows{
        {"MessageNotInflight", ErrorCode::rejected},
        {"ReceiptHandleIsInvalid", ErrorCode::rejected},
        {"AccessDenied", ErrorCode::denied},
        {"KmsAccessDenied", ErrorCode::denied},
        {"InvalidParameterValue", ErrorCode::denied},
        {"InvalidMessageContents", ErrorCode::denied},
        {"KMS.ThrottlingException", ErrorCode::throttled},
    };
    for (const auto& [code, meaning] : rows) {
        server_.answers["DeleteMessageBatch"] = {{200, failed_entries(1, code)}};
        server_.answers["ChangeMessageVisibilityBatch"] = {{200, failed_entries(1, code)}};
        const std::vector receipts{Receipt{"r"}};
        EXPECT_EQ(queue().acknowledge(receipts).front().error().code, meaning) << code;
        EXPECT_EQ(queue().extend(receipts, std::chrono::seconds(30)).front().error().code, meaning)
            << code;
    }
    server_.answers["DeleteMessageBatch"] = {{400, R"({"__type":"InvalidParameterValue"})"}};
    EXPECT_EQ(queue().acknowledge(std::vector{Receipt{"r"}}).front().error().code,
              ErrorCode::denied);
}

TEST_F(SqsQueueScripted, AReceiptWhoseMessageIsGoneLapsedAndOneAtTheTwelveHoursDidNot) {
    const auto extended = [this](const std::string& text) {
        server_.answers["ChangeMessageVisibilityBatch"] = {
            {200, failed_entries(1, "InvalidParameterValue", text)}};
        return queue().extend(std::vector{Receipt{"r"}}, std::chrono::seconds(30)).front();
    };
    EXPECT_EQ(extended("Value r for parameter ReceiptHandle is invalid. Reason: Message does not "
                       "exist or is not available for visibility timeout change.")
                  .error()
                  .code,
              ErrorCode::rejected);
    EXPECT_EQ(extended("Value 30 for parameter VisibilityTimeout is invalid. Reason: Total "
                       "VisibilityTimeout for the message is beyond the limit [43200 seconds]")
                  .error()
                  .code,
              ErrorCode::denied);
}

TEST_F(SqsQueueScripted, AQueueWithoutDeadLettersHasAnEmptyOneThatTakesNothing) {
    queue();
    const auto dead = engine_->dead_letter_queue();
    EXPECT_EQ(dead->send(std::vector<std::string>{"a"}).front().error().code, ErrorCode::denied);
    const Instant begin = clock_.now();
    const auto none = dead->receive(
        {.messages_max = 1, .visibility_timeout = {}, .wait = std::chrono::seconds(7)}, {});
    ASSERT_TRUE(none);
    EXPECT_TRUE(none->empty());
    EXPECT_EQ(clock_.now() - begin, std::chrono::seconds(7));
}

TEST_F(SqsQueueScripted, AFifoQueueIsDenied) {
    server_.answers["GetQueueAttributes"] = {{200, R"({"Attributes":{"FifoQueue":"true"}})"}};
    EXPECT_PRED2(contains, queue().depth().error().message, "FIFO queue");
}

TEST_F(SqsQueueScripted, WhatIsHeldIsReleasedAlsoAfterTheStop) {
    std::stop_source stop;
    queue();
    const auto stopping = engine_->queue(stop.get_token());
    server_.answers["ChangeMessageVisibilityBatch"] = {{200, R"({"Successful":[{"Id":"0"}]})"}};
    ASSERT_TRUE(stopping->depth());
    stop.request_stop();
    EXPECT_TRUE(stopping->release(std::vector{Receipt{"r"}}).front());
    EXPECT_EQ(stopping->acknowledge(std::vector{Receipt{"r"}}).front().error().code,
              ErrorCode::stopped);
    EXPECT_EQ(server_.count("DeleteMessageBatch"), 0);
}

TEST_F(SqsQueueScripted, TheQueuesOwnVisibilityTimeoutIsKnownOnceTheQueueHasAnswered) {
    server_.answers["GetQueueAttributes"] = {
        {500, ""},
        {500, ""},
        {500, ""},
        {200, R"({"Attributes":{"VisibilityTimeout":"600","ApproximateNumberOfMessages":"0",)"
              R"("ApproximateNumberOfMessagesNotVisible":"0"}})"}};
    EXPECT_FALSE(queue().depth());
    EXPECT_EQ(engine_->known_visibility_timeout(), std::nullopt);
    EXPECT_TRUE(queue().depth());
    EXPECT_EQ(engine_->known_visibility_timeout(), std::chrono::seconds(600));
}

TEST_F(SqsQueueScripted, AsksTheEndpointThatTheAwsToolsAreToldOf) {
    SqsSettings settings;
    settings.url = "https://sqs.eu-west-1.amazonaws.com/1/q";
    settings.variables = variables_;
    settings.variables["AWS_ENDPOINT_URL_SQS"] = server_.origin();
    SqsEngine engine(std::move(settings), clock_, Random(1));
    ASSERT_TRUE(engine.queue()->depth());
    EXPECT_PRED2(contains, server_.requests.back().second.get_header_value("Authorization"),
                 "/eu-west-1/sqs/");
}

}  // namespace
}  // namespace scan
