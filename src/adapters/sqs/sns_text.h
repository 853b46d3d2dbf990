#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sqs/batch_answer.h"

namespace scan {

// The texts of the Query protocol that Amazon SNS speaks: forms as requests, XML as answers. Pure.

// An entry's id is its place in the batch.
std::string publish_batch_text(std::string_view topic_arn,
                               std::span<const std::string_view> bodies);

// Of a batch of `count` entries.
Result<BatchAnswer> parse_publish_answer(std::string_view text, std::size_t count);

// `next_token`: of the page before; empty for the first.
std::string list_subscriptions_text(std::string_view topic_arn, std::string_view next_token);

struct SubscriptionPage {
    std::vector<std::string> queue_arns;  // of subscriptions of SQS queues
    std::string next_token;               // empty: this was the last
};
Result<SubscriptionPage> parse_subscriptions(std::string_view text);

}  // namespace scan
