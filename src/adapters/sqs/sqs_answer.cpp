#include "adapters/sqs/sqs_answer.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <charconv>
#include <utility>

#include "adapters/http/one_line.h"

namespace scan {
namespace {

using Element = simdjson::dom::element;
using Object = simdjson::dom::object;

constexpr std::size_t kReasonBytesMax = 300;

std::unexpected<Error> unusable(std::string_view why) {
    return fail(ErrorCode::transient, fmt::format("the answer cannot be used: {}", why));
}

// Empty if there is no such text.
std::string text_at(Object object, std::string_view key) {
    std::string_view text;
    return object[key].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

// Servers leave empty lists out, or write null.
std::vector<Object> objects_at(Object object, std::string_view key) {
    std::vector<Object> found;
    simdjson::dom::array array;
    if (object[key].get(array) != simdjson::SUCCESS) return found;
    for (const Element element : array) {
        Object entry;
        if (element.get(entry) == simdjson::SUCCESS) found.push_back(entry);
    }
    return found;
}

std::uint32_t receive_count_of(Object message) {
    Object attributes;
    std::uint32_t count = 1;
    if (message["Attributes"].get(attributes) != simdjson::SUCCESS) return count;
    const std::string text = text_at(attributes, "ApproximateReceiveCount");
    std::from_chars(text.data(), text.data() + text.size(), count);
    return count;
}

// A message that was deleted or is visible again is met by ChangeMessageVisibility with a code that
// stands for much else: only its text tells.
bool is_about_receipt(const AwsRefusal& refusal) {
    return refusal.code == "InvalidParameterValue" &&
           refusal.message.find("parameter ReceiptHandle ") != std::string::npos;
}

NamedEntry failed_entry(Object entry, ContentCodes content) {
    bool is_senders_fault = false;
    if (entry["SenderFault"].get(is_senders_fault) != simdjson::SUCCESS) is_senders_fault = false;
    const std::string message = text_at(entry, "Message");
    AwsRefusal refusal{one_line(text_at(entry, "Code"), kReasonBytesMax), message};
    if (is_about_receipt(refusal)) refusal.code = "ReceiptHandleIsInvalid";
    refusal.message = one_line(message, kReasonBytesMax);
    return {text_at(entry, "Id"),
            {std::unexpected(entry_error(refusal, is_senders_fault, content))}};
}

}  // namespace

Result<std::vector<ReceivedMessage>> parse_received(std::string_view text) {
    simdjson::dom::parser parser;
    Object answer;
    if (parser.parse(text.data(), text.size()).get(answer) != simdjson::SUCCESS)
        return unusable("no JSON object");
    std::vector<ReceivedMessage> messages;
    for (const Object message : objects_at(answer, "Messages")) {
        ReceivedMessage received{.id = text_at(message, "MessageId"),
                                 .receipt = text_at(message, "ReceiptHandle"),
                                 .body = text_at(message, "Body"),
                                 .body_md5 = text_at(message, "MD5OfBody"),
                                 .receive_count = receive_count_of(message)};
        if (received.receipt.empty()) return unusable("a message without a receipt handle");
        messages.push_back(std::move(received));
    }
    return messages;
}

Result<BatchAnswer> parse_batch_answer(std::string_view text, std::size_t count,
                                       ContentCodes content) {
    simdjson::dom::parser parser;
    Object answer;
    if (parser.parse(text.data(), text.size()).get(answer) != simdjson::SUCCESS)
        return unusable("no JSON object");
    std::vector<NamedEntry> named;
    for (const Object entry : objects_at(answer, "Successful")) {
        named.push_back({text_at(entry, "Id"), {{}, text_at(entry, "MD5OfMessageBody")}});
    }
    for (const Object entry : objects_at(answer, "Failed"))
        named.push_back(failed_entry(entry, content));
    return in_order(std::move(named), count);
}

Result<std::string> parse_queue_url(std::string_view text) {
    simdjson::dom::parser parser;
    simdjson::dom::object answer;
    std::string_view url;
    if (parser.parse(text.data(), text.size()).get(answer) != simdjson::SUCCESS ||
        answer["QueueUrl"].get(url) != simdjson::SUCCESS || url.empty()) {
        return unusable("no QueueUrl");
    }
    return std::string(url);
}

Result<QueueAttributes> parse_attributes(std::string_view text) {
    simdjson::dom::parser parser;
    Object answer;
    Object attributes;
    if (parser.parse(text.data(), text.size()).get(answer) != simdjson::SUCCESS ||
        answer["Attributes"].get(attributes) != simdjson::SUCCESS) {
        return unusable("no attributes");
    }
    QueueAttributes read;
    for (const auto& [key, value] : attributes) {
        std::string_view attribute;
        if (value.get(attribute) == simdjson::SUCCESS) read.emplace(key, attribute);
    }
    return read;
}

}  // namespace scan
