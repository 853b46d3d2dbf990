#include "adapters/sqs/sqs_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/json_text.h"

namespace scan {
namespace {

using std::chrono::seconds;

constexpr seconds kWaitMax{20};
constexpr seconds kVisibilityMax = std::chrono::hours(12);

seconds whole_seconds(Duration duration, seconds max) {
    return std::clamp(std::chrono::ceil<seconds>(duration), seconds(0), max);
}

// `more` is what each entry has after its first text, e.g. `,"VisibilityTimeout":30`.
std::string batch_text(std::string_view queue_url, std::string_view field,
                       std::span<const std::string_view> texts, std::string_view more = {}) {
    std::string text = fmt::format("{{\"QueueUrl\":{},\"Entries\":[", json_quote(queue_url));
    for (std::size_t i = 0; i < texts.size(); ++i) {
        fmt::format_to(std::back_inserter(text), "{}{{\"Id\":\"{}\",\"{}\":{}{}}}",
                       i == 0 ? "" : ",", i, field, json_quote(texts[i]), more);
    }
    return text + "]}";
}

}  // namespace

seconds sqs_wait(Duration wait) {
    return whole_seconds(wait, kWaitMax);
}

std::string send_message_batch_text(std::string_view queue_url,
                                    std::span<const std::string_view> bodies) {
    return batch_text(queue_url, "MessageBody", bodies);
}

std::string receive_message_text(std::string_view queue_url, const ReceiveRequest& request) {
    return fmt::format(
        "{{\"QueueUrl\":{},\"MaxNumberOfMessages\":{},\"VisibilityTimeout\":{},"
        "\"WaitTimeSeconds\":{},\"MessageSystemAttributeNames\":[\"ApproximateReceiveCount\"]}}",
        json_quote(queue_url), request.messages_max,
        whole_seconds(request.visibility_timeout, kVisibilityMax).count(),
        sqs_wait(request.wait).count());
}

std::string delete_message_batch_text(std::string_view queue_url,
                                      std::span<const std::string_view> receipts) {
    return batch_text(queue_url, "ReceiptHandle", receipts);
}

std::string change_visibility_batch_text(std::string_view queue_url,
                                         std::span<const std::string_view> receipts,
                                         Duration visibility_timeout) {
    return batch_text(queue_url, "ReceiptHandle", receipts,
                      fmt::format(",\"VisibilityTimeout\":{}",
                                  whole_seconds(visibility_timeout, kVisibilityMax).count()));
}

std::string get_queue_url_text(std::string_view account, std::string_view name) {
    return fmt::format("{{\"QueueName\":{},\"QueueOwnerAWSAccountId\":{}}}", json_quote(name),
                       json_quote(account));
}

std::string get_queue_attributes_text(std::string_view queue_url) {
    return fmt::format("{{\"QueueUrl\":{},\"AttributeNames\":[\"All\"]}}", json_quote(queue_url));
}

}  // namespace scan
