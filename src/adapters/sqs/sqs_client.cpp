#include "adapters/sqs/sqs_client.h"

#include "adapters/sqs/sqs_request.h"

namespace scan {
namespace {

constexpr int kTriesMax = 3;

AwsCall sqs_call(std::string_view operation, std::string body) {
    return {.headers = {{"Content-Type", "application/x-amz-json-1.0"},
                        {"X-Amz-Target", "AmazonSQS." + std::string(operation)}},
            .body = std::move(body)};
}

Result<BatchAnswer> batch_answer(const Result<std::string>& text, std::size_t count) {
    if (!text) return std::unexpected(text.error());
    return parse_batch_answer(*text, count);
}

}  // namespace

Result<std::string> SqsClient::call(std::string_view operation, std::string body) {
    AwsCall call = sqs_call(operation, std::move(body));
    call.timeout = timeout_;
    call.tries_max = kTriesMax;
    return client_->send(call, {});
}

Result<BatchAnswer> SqsClient::send_message_batch(std::string_view queue_url,
                                                  std::span<const std::string_view> bodies) {
    return batch_answer(call("SendMessageBatch", send_message_batch_text(queue_url, bodies)),
                        bodies.size());
}

Result<std::vector<ReceivedMessage>> SqsClient::receive_message(std::string_view queue_url,
                                                                const ReceiveRequest& request,
                                                                std::stop_token stop) {
    AwsCall call = sqs_call("ReceiveMessage", receive_message_text(queue_url, request));
    call.timeout = sqs_wait(request.wait) + timeout_;
    const auto text = client_->send(call, std::move(stop));
    if (!text) return std::unexpected(text.error());
    return parse_received(*text);
}

Result<BatchAnswer> SqsClient::delete_message_batch(std::string_view queue_url,
                                                    std::span<const std::string_view> receipts) {
    return batch_answer(call("DeleteMessageBatch", delete_message_batch_text(queue_url, receipts)),
                        receipts.size());
}

Result<BatchAnswer> SqsClient::change_message_visibility_batch(
    std::string_view queue_url, std::span<const std::string_view> receipts,
    Duration visibility_timeout) {
    return batch_answer(call("ChangeMessageVisibilityBatch",
                             change_visibility_batch_text(queue_url, receipts, visibility_timeout)),
                        receipts.size());
}

Result<std::string> SqsClient::get_queue_url(const QueueAddress& queue) {
    const auto text = call("GetQueueUrl", get_queue_url_text(queue.account, queue.name));
    if (!text) return std::unexpected(text.error());
    return parse_queue_url(*text);
}

Result<QueueAttributes> SqsClient::get_queue_attributes(std::string_view queue_url) {
    const auto text = call("GetQueueAttributes", get_queue_attributes_text(queue_url));
    if (!text) return std::unexpected(text.error());
    return parse_attributes(*text);
}

}  // namespace scan
