#include "adapters/sqs/sqs_event_queue.h"

#include <gtest/gtest.h>

#include <deque>
#include <mutex>

#include "adapters/http/testing/contains.h"
#include "adapters/http/testing/http_server.h"
#include "adapters/http/testing/proxy_environment.h"
#include "adapters/http/testing/temporary_folder.h"
#include "adapters/sqs/md5.h"
#include "adapters/sqs/sqs_engine.h"

namespace scan {
namespace {

struct Answer {
    int status = 200;
    std::string body;
};

// A server that answers each operation with what the test laid ready, the last answer again and again.
class ScriptedSqs {
public:
    ScriptedSqs()
        : server_([this](httplib::Server& server) {
              server.Post(
                  "/", [this](const auto& request, auto& response) { answer(request, response); });
          }) {
        forget_proxies();
        answers["GetQueueUrl"] = {{200, R"({"QueueUrl":"http://elsewhere/1/q"})"}};
        answers["GetQueueAttributes"] = {
            {200,
             R"({"Attributes":{"QueueArn":"arn:aws:sqs:r:1:q","MaximumMessageSize":"1048576"}})"}};
    }

    std::string url() const { return server_.url() + "/1/q"; }

    std::map<std::string, std::deque<Answer>> answers;
    std::vector<std::pair<std::string, httplib::Request>> requests;  // by operation

    int count(const std::string& operation) const {
        return static_cast<int>(std::ranges::count(
            requests, operation, &std::pair<std::string, httplib::Request>::first));
    }

private:
    void answer(const httplib::Request& request, httplib::Response& response) {
        const std::string operation =
            request.get_header_value("X-Amz-Target").substr(std::string("AmazonSQS.").size());
        requests.emplace_back(operation, request);
        auto& ready = answers[operation];
        response.status = ready.empty() ? 500 : ready.front().status;
        if (!ready.empty()) response.set_content(ready.front().body, "application/x-amz-json-1.0");
        if (ready.size() > 1) ready.pop_front();
    }

    HttpServer server_;
};

class SqsQueueScripted : public testing::Test {
protected:
    EventQueue& queue() {
        if (!engine_) {
            SqsSettings settings;
            settings.url = server_.url();
            settings.variables = variables_;
            settings.warn = [this](const std::string& line) { warnings_.push_back(line); };
            engine_.emplace(std::move(settings), clock_, Random(1));
            queue_ = engine_->queue();
        }
        return *queue_;
    }

    std::vector<Result<>> send(const std::vector<std::string>& bodies) {
        return queue().send(bodies);
    }

    Result<std::vector<Delivery>> receive() {
        return queue().receive(
            {.messages_max = 10, .visibility_timeout = std::chrono::seconds(30), .wait = {}}, {});
    }

    static std::string message(const std::string& id, const std::string& receipt,
                               const std::string& body, const std::string& md5, int count) {
        return R"({"MessageId":")" + id + R"(","ReceiptHandle":")" + receipt + R"(","Body":")" +
               body + R"(","MD5OfBody":")" + md5 +
               R"(","Attributes":{"ApproximateReceiveCount":")" + std::to_string(count) + "\"}}";
    }

    ManualClock clock_;
    TemporaryFolder folder_;
    AwsVariables variables_{{"AWS_ACCESS_KEY_ID", "key"}, {"AWS_SECRET_ACCESS_KEY", "s3cret"}};
    std::vector<std::string> warnings_;
    ScriptedSqs server_;
    std::optional<SqsEngine> engine_;
    std::unique_ptr<EventQueue> queue_;
};

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

TEST(SqsEngine, AnswersWithWhatIsWrongInItsSettings) {
    ManualClock clock;
    SqsSettings settings;
    settings.url = "https://vpce-1.amazonaws.com/1/q";
    SqsEngine nowhere(settings, clock, Random(1));
    EXPECT_PRED2(contains, nowhere.queue()->depth().error().message, "queue.region: not set");
    settings.url = "https://host/q";
    SqsEngine no_queue(settings, clock, Random(1));
    EXPECT_EQ(no_queue.queue()->depth().error().code, ErrorCode::denied);
}

}  // namespace
}  // namespace scan
