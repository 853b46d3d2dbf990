#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/aws/aws_refusal.h"
#include "adapters/sqs/batch_answer.h"

namespace scan {

// The JSON that SQS answers with under status 200. Pure; whatever the text, an answer or a
// transient error: what is no answer says nothing about the request.

struct ReceivedMessage {
    std::string id;
    std::string receipt;
    std::string body;
    std::string body_md5;  // as the server says; empty: it does not say
    std::uint32_t receive_count = 1;
};

Result<std::vector<ReceivedMessage>> parse_received(std::string_view text);

// Of a batch of `count` entries whose ids are their places; `content` as for entry_error.
Result<BatchAnswer> parse_batch_answer(std::string_view text, std::size_t count,
                                       ContentCodes content);

Result<std::string> parse_queue_url(std::string_view text);

using QueueAttributes = std::map<std::string, std::string, std::less<>>;
Result<QueueAttributes> parse_attributes(std::string_view text);

}  // namespace scan
