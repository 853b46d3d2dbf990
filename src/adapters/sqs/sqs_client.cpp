#include "adapters/sqs/sqs_client.h"

#include <algorithm>
#include <array>

#include "adapters/sqs/sqs_request.h"

namespace scan {
namespace {

constexpr int kTriesMax = 3;
constexpr Duration kLastWordTimeout = std::chrono::seconds(2);

// A body that is too long for the queue is an InvalidParameterValue.
constexpr std::array<std::string_view, 4> kBodyCodes{
    "InvalidMessageContents", "InvalidParameterValue", "BatchRequestTooLong", "MessageTooLong"};
constexpr std::array<std::string_view, 2> kLapseCodes{"MessageNotInflight",
                                                      "ReceiptHandleIsInvalid"};

}  // namespace

AwsCall SqsClient::call_of(std::string_view operation, std::string body) const {
    return {.headers = {{"Content-Type", "application/x-amz-json-1.0"},
                        {"X-Amz-Target", "AmazonSQS." + std::string(operation)}},
            .body = std::move(body),
            .timeout = timeout_,
            .tries_max = kTriesMax};
}

Result<BatchAnswer> SqsClient::batch(AwsCall call, std::size_t count, ContentCodes content,
                                     std::stop_token stop) {
    call.content = content;
    const auto text = client_->send(call, std::move(stop));
    if (!text) return std::unexpected(text.error());
    return parse_batch_answer(*text, count, content);
}

Result<BatchAnswer> SqsClient::send_message_batch(std::string_view queue_url,
                                                  std::span<const std::string_view> bodies,
                                                  std::stop_token stop) {
    return batch(call_of("SendMessageBatch", send_message_batch_text(queue_url, bodies)),
                 bodies.size(), kBodyCodes, std::move(stop));
}

Result<std::vector<ReceivedMessage>> SqsClient::receive_message(std::string_view queue_url,
                                                                const ReceiveRequest& request,
                                                                std::stop_token stop) {
    AwsCall call = call_of("ReceiveMessage", receive_message_text(queue_url, request));
    call.timeout += sqs_wait(request.wait);
    call.tries_max = 1;
    const auto text = client_->send(call, std::move(stop));
    if (!text) return std::unexpected(text.error());
    return parse_received(*text);
}

Result<BatchAnswer> SqsClient::delete_message_batch(std::string_view queue_url,
                                                    std::span<const std::string_view> receipts,
                                                    std::stop_token stop) {
    return batch(call_of("DeleteMessageBatch", delete_message_batch_text(queue_url, receipts)),
                 receipts.size(), kLapseCodes, std::move(stop));
}

Result<BatchAnswer> SqsClient::change_message_visibility_batch(
    std::string_view queue_url, std::span<const std::string_view> receipts,
    Duration visibility_timeout, std::stop_token stop) {
    return batch(call_of("ChangeMessageVisibilityBatch",
                         change_visibility_batch_text(queue_url, receipts, visibility_timeout)),
                 receipts.size(), kLapseCodes, std::move(stop));
}

Result<BatchAnswer> SqsClient::release_batch(std::string_view queue_url,
                                             std::span<const std::string_view> receipts,
                                             std::stop_token stop) {
    AwsCall call = call_of("ChangeMessageVisibilityBatch",
                           change_visibility_batch_text(queue_url, receipts, Duration::zero()));
    call.timeout = std::min(call.timeout, kLastWordTimeout);
    call.tries_max = 1;
    call.is_last_word = true;
    return batch(std::move(call), receipts.size(), kLapseCodes, std::move(stop));
}

Result<std::string> SqsClient::get_queue_url(const QueueAddress& queue, std::stop_token stop) {
    const auto text = client_->send(
        call_of("GetQueueUrl", get_queue_url_text(queue.account, queue.name)), std::move(stop));
    if (!text) return std::unexpected(text.error());
    return parse_queue_url(*text);
}

Result<QueueAttributes> SqsClient::get_queue_attributes(std::string_view queue_url,
                                                        std::stop_token stop) {
    const auto text = client_->send(
        call_of("GetQueueAttributes", get_queue_attributes_text(queue_url)), std::move(stop));
    if (!text) return std::unexpected(text.error());
    return parse_attributes(*text);
}

}  // namespace scan
