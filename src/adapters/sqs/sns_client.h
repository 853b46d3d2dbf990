#pragma once

#include <span>
#include <string>
#include <string_view>

#include "adapters/aws/aws_client.h"
#include "adapters/sqs/batch_answer.h"

namespace scan {

// One topic of Amazon SNS: what is published goes to the queues that are subscribed. Each operation
// is a signed request of the Query protocol. Errors as of AwsClient::send. One thread.
class SnsClient final {
public:
    // SNS takes no more in a message or a batch, whatever the queues take.
    static constexpr std::size_t kBytesMax = 256 * 1024;

    SnsClient(std::unique_ptr<AwsClient> client, std::string topic_arn, Duration timeout)
        : client_(std::move(client)), topic_arn_(std::move(topic_arn)), timeout_(timeout) {}

    // At most ten bodies.
    Result<BatchAnswer> publish_batch(std::span<const std::string_view> bodies,
                                      std::stop_token stop);

    // Whether the queue with this ARN is subscribed to the topic.
    Result<bool> has_subscribed(std::string_view queue_arn, std::stop_token stop);

    const std::string& topic_arn() const { return topic_arn_; }

private:
    Result<std::string> call(std::string body, std::stop_token stop);

    std::unique_ptr<AwsClient> client_;
    std::string topic_arn_;
    Duration timeout_;
};

}  // namespace scan
