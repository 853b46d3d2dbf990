#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/http/testing/http_server.h"
#include "adapters/http/testing/proxy_environment.h"
#include "adapters/http/testing/temporary_folder.h"
#include "adapters/sqs/sqs_engine.h"

namespace scan {

struct ScriptedAnswer {
    int status = 200;
    std::string body;
};

// A server that answers each operation with what the test laid ready, the last answer again and
// again.
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
             R"({"Attributes":{"QueueArn":"arn:aws:sqs:r:1:q","MaximumMessageSize":"1048576",)"
             R"("ApproximateNumberOfMessages":"0","ApproximateNumberOfMessagesNotVisible":"0"}})"}};
    }

    std::string origin() const { return server_.url(); }
    std::string url() const { return server_.url() + "/1/q"; }

    std::map<std::string, std::deque<ScriptedAnswer>> answers;
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

}  // namespace scan
