#pragma once

#include <span>
#include <string>
#include <string_view>

#include "adapters/aws/aws_client.h"
#include "adapters/sqs/queue_address.h"
#include "adapters/sqs/sqs_answer.h"
#include "pipeline/ports/event_queue.h"

namespace scan {

// The operations of Amazon SQS that the worker uses, each one signed request (JSON protocol) and
// its answer. Errors as of AwsClient::send; `rejected` is a body's content alone or, for deletes
// and visibility, a receipt that lapsed. Batches hold at most ten entries. One thread.
class SqsClient final {
public:
    // `timeout`: of each operation, its tries included.
    SqsClient(std::unique_ptr<AwsClient> client, Duration timeout)
        : client_(std::move(client)), timeout_(timeout) {}

    Result<BatchAnswer> send_message_batch(std::string_view queue_url,
                                           std::span<const std::string_view> bodies,
                                           std::stop_token stop);

    // Tried once: the caller comes again. Takes up to `timeout` longer than the wait.
    Result<std::vector<ReceivedMessage>> receive_message(std::string_view queue_url,
                                                         const ReceiveRequest& request,
                                                         std::stop_token stop);

    Result<BatchAnswer> delete_message_batch(std::string_view queue_url,
                                             std::span<const std::string_view> receipts,
                                             std::stop_token stop);

    Result<BatchAnswer> change_message_visibility_batch(std::string_view queue_url,
                                                        std::span<const std::string_view> receipts,
                                                        Duration visibility_timeout,
                                                        std::stop_token stop);

    // Makes the messages visible at once. Tried once, within two seconds, and also after the stop
    // was requested: it is the last that is said of messages which a process does not finish.
    Result<BatchAnswer> release_batch(std::string_view queue_url,
                                      std::span<const std::string_view> receipts,
                                      std::stop_token stop);

    Result<std::string> get_queue_url(const QueueAddress& queue, std::stop_token stop);
    Result<QueueAttributes> get_queue_attributes(std::string_view queue_url, std::stop_token stop);

private:
    // With the client's own timeout and tries.
    AwsCall call_of(std::string_view operation, std::string body) const;
    Result<BatchAnswer> batch(AwsCall call, std::size_t count, ContentCodes content,
                              std::stop_token stop);

    std::unique_ptr<AwsClient> client_;
    Duration timeout_;
};

}  // namespace scan
