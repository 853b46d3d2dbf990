#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/http_client.h"

namespace scan {

// Whose queues they are on a server that knows accounts and checks signatures. Others take any.
struct SqsAccount {
    std::string id = "000000000000";
    std::string region = "us-east-1";
    std::string access_key_id = "test";
    std::string secret_access_key = "test";
};

// A server that speaks the protocols of SQS and SNS, as those do that stand in for Amazon's: what a
// test makes on it. Each call is signed and waits for the answer; throws std::runtime_error with
// the answer if it is none of success.
class SqsServer final {
public:
    // `origin`: scheme, host and port.
    explicit SqsServer(std::string origin, SqsAccount account = {});

    const std::string& origin() const { return origin_; }
    const SqsAccount& account() const { return account_; }

    // Makes a queue and returns its URL, at this origin. `attributes`: a JSON object of texts.
    std::string create_queue(std::string_view name, std::string_view attributes = "{}");

    // Makes a queue with a dead-letter queue `<name>-dead`.
    std::string create_queue_with_dead_letters(std::string_view name,
                                               std::uint32_t receive_count_max,
                                               std::string_view attributes = "");

    // Makes a topic, with a subscription of the queue where one is named, and returns its ARN.
    std::string create_topic(std::string_view name);
    void subscribe(std::string_view topic_arn, std::string_view queue_name);

    // Messages in the queue of this name, delayed ones and those in flight included.
    std::int64_t messages(std::string_view queue_name);

    std::string get(std::string_view path);
    std::string post(std::string_view path, std::vector<HttpHeader> headers, std::string body);

private:
    std::string call(std::string_view operation, std::string body);
    std::string send(HttpRequest request);
    std::string arn(std::string_view service, std::string_view name) const;

    std::string origin_;
    SqsAccount account_;
    std::unique_ptr<HttpClient> http_;
};

}  // namespace scan
