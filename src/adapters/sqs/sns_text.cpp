#include "adapters/sqs/sns_text.h"

#include <fmt/format.h>

#include <array>
#include <iterator>

#include "adapters/aws/aws_refusal.h"
#include "adapters/aws/xml_element.h"
#include "adapters/http/one_line.h"
#include "base/percent_encoding.h"

namespace scan {
namespace {

constexpr std::size_t kReasonBytesMax = 300;
// Of one entry. For a whole request the first two can mean the topic too.
constexpr std::array<std::string_view, 3> kContentCodes{"InvalidParameter", "ParameterValueInvalid",
                                                        "BatchRequestTooLong"};

std::string form(std::string_view action, std::string_view topic_arn) {
    return fmt::format("Action={}&Version=2010-03-31&TopicArn={}", action,
                       percent_encode(topic_arn));
}

}  // namespace

std::string publish_batch_text(std::string_view topic_arn,
                               std::span<const std::string_view> bodies) {
    std::string text = form("PublishBatch", topic_arn);
    for (std::size_t i = 0; i < bodies.size(); ++i) {
        fmt::format_to(std::back_inserter(text),
                       "&PublishBatchRequestEntries.member.{0}.Id={1}"
                       "&PublishBatchRequestEntries.member.{0}.Message={2}",
                       i + 1, i, percent_encode(bodies[i]));
    }
    return text;
}

Result<BatchAnswer> parse_publish_answer(std::string_view text, std::size_t count) {
    const auto answer = xml_element(text, "PublishBatchResult");
    if (!answer)
        return fail(ErrorCode::transient, "the answer cannot be used: no PublishBatchResult");
    std::vector<NamedEntry> named;
    for (const auto entry : xml_elements(xml_element(*answer, "Successful").value_or(""), "member"))
        named.push_back({xml_text(entry, "Id"), {}});
    for (const auto entry : xml_elements(xml_element(*answer, "Failed").value_or(""), "member")) {
        const AwsRefusal refusal{one_line(xml_text(entry, "Code"), kReasonBytesMax),
                                 one_line(xml_text(entry, "Message"), kReasonBytesMax)};
        const bool is_senders_fault = xml_text(entry, "SenderFault") == "true";
        named.push_back({xml_text(entry, "Id"),
                         {std::unexpected(entry_error(refusal, is_senders_fault, kContentCodes))}});
    }
    return in_order(std::move(named), count);
}

std::string list_subscriptions_text(std::string_view topic_arn, std::string_view next_token) {
    std::string text = form("ListSubscriptionsByTopic", topic_arn);
    if (!next_token.empty()) text += "&NextToken=" + percent_encode(next_token);
    return text;
}

Result<SubscriptionPage> parse_subscriptions(std::string_view text) {
    const auto answer = xml_element(text, "ListSubscriptionsByTopicResult");
    if (!answer) {
        return fail(ErrorCode::transient,
                    "the answer cannot be used: no ListSubscriptionsByTopicResult");
    }
    SubscriptionPage page;
    page.next_token = xml_text(*answer, "NextToken");
    for (const auto entry : xml_elements(*answer, "member")) {
        if (xml_text(entry, "Protocol") == "sqs")
            page.queue_arns.push_back(xml_text(entry, "Endpoint"));
    }
    return page;
}

}  // namespace scan
