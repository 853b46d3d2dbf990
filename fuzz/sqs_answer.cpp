#include "adapters/sqs/sqs_answer.h"

#include "adapters/aws/aws_refusal.h"
#include "adapters/sqs/queue_facts.h"
#include "base/utf8.h"
#include "fuzz/target.h"

namespace scan {
namespace {

void check_refusal(std::string_view input) {
    const AwsRefusal refusal = parse_refusal(input);
    promise(is_utf8(refusal.code) && is_utf8(refusal.message), "a refusal is text for people");
    for (const int status : {200, 400, 403, 429, 500, 503}) {
        const Error error = refusal_error(refusal, status);
        promise(error.code != ErrorCode::stopped, "an answer stops nobody");
        promise(error.message.find('\n') == error.message.npos && error.message.size() < 600,
                "an error is one short line");
    }
    (void)wants_other_credentials(refusal);
}

void check_attributes(std::string_view input) {
    const auto attributes = parse_attributes(input);
    if (!attributes) return;
    (void)read_queue_counts(*attributes);
    const auto facts = read_queue_facts(*attributes);
    if (!facts) return;
    promise(facts->message_bytes_max > 0 && facts->batch_bytes_max() > 0, "something can be sent");
    promise(!facts->receive_count_max || *facts->receive_count_max > 0, "a limit is positive");
    (void)queue_doubts("q", *facts, &*facts, {.receive_count_max = 3, .message_bytes_max = 1000});
}

}  // namespace

void fuzz(std::string_view input) {
    if (const auto messages = parse_received(input)) {
        for (const ReceivedMessage& message : *messages)
            promise(!message.receipt.empty(), "a message can be settled");
    } else {
        promise(messages.error().code == ErrorCode::transient, "no answer says nothing");
    }
    for (const std::size_t count : {0U, 1U, 10U}) {
        const auto answer = parse_batch_answer(input, count, {});
        promise(!answer || answer->size() == count, "each entry has its outcome");
    }
    const auto url = parse_queue_url(input);
    promise(!url || !url->empty(), "a queue's URL is no empty text");
    check_attributes(input);
    check_refusal(input);
}

}  // namespace scan
