#pragma once

#include <span>
#include <string>
#include <string_view>

#include "adapters/sqs/aws_client.h"
#include "adapters/sqs/queue_address.h"
#include "adapters/sqs/sqs_answer.h"
#include "pipeline/event_queue.h"

namespace scan {

// The operations of Amazon SQS that the worker uses, each one signed request (JSON protocol) and its answer. Errors as of AwsClient::send.
// Batches hold at most ten entries. One thread.
class SqsClient final {
public:
    // `timeout`: of each operation, its tries included.
    SqsClient(std::unique_ptr<AwsClient> client, Duration timeout)
        : client_(std::move(client)), timeout_(timeout) {}

    Result<BatchAnswer> send_message_batch(std::string_view queue_url,
                                           std::span<const std::string_view> bodies);

    // Tried once: the caller comes again. Takes up to `timeout` longer than the wait.
    Result<std::vector<ReceivedMessage>> receive_message(std::string_view queue_url,
                                                         const ReceiveRequest& request,
                                                         std::stop_token stop);

    Result<BatchAnswer> delete_message_batch(std::string_view queue_url,
                                             std::span<const std::string_view> receipts);

    Result<BatchAnswer> change_message_visibility_batch(std::string_view queue_url,
                                                        std::span<const std::string_view> receipts,
                                                        Duration visibility_timeout);

    Result<std::string> get_queue_url(const QueueAddress& queue);
    Result<QueueAttributes> get_queue_attributes(std::string_view queue_url);

private:
    Result<std::string> call(std::string_view operation, std::string body);

    std::unique_ptr<AwsClient> client_;
    Duration timeout_;
};

}  // namespace scan
