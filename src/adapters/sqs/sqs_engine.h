#pragma once

#include <memory>
#include <optional>
#include <string>

#include "adapters/sqs/aws_variables.h"
#include "adapters/sqs/learned_queue.h"
#include "adapters/sqs/sqs_event_queue.h"

namespace scan {

struct SqsSettings {
    std::string url;  // as QueueAddress::parse takes it
    std::string
        region;  // empty: that of the host, else AWS_REGION, AWS_DEFAULT_REGION, the profile
    std::string topic_arn;  // empty: messages are sent to the queue itself
    QueueExpectations expected;
    Duration timeout = std::chrono::seconds(10);  // of one operation, beyond a long poll's wait
    AwsVariables variables;  // credentials, region, AWS_ENDPOINT_URL_SNS, AWS_ENDPOINT_URL_STS
    Warn warn;               // may be empty
};

// A queue of Amazon SQS, or of an emulator, and what its clients share: credentials and what is known of the queue. Asks nobody
// anything: what is wrong, the settings included, is an error of the queues' calls. The objects do not outlive the engine. Any thread may
// call it.
class SqsEngine final {
public:
    SqsEngine(SqsSettings settings, Clock& clock, Random random);
    ~SqsEngine();
    SqsEngine(const SqsEngine&) = delete;
    SqsEngine& operator=(const SqsEngine&) = delete;

    // One for each thread.
    std::unique_ptr<EventQueue> queue();
    std::unique_ptr<EventQueue> dead_letter_queue();

    // The queue's own visibility timeout; nullopt: the server does not say. Asks the server once.
    Result<std::optional<Duration>> visibility_timeout();

private:
    struct Parts;
    Result<std::unique_ptr<SqsEventQueue>> make(SqsEventQueue::Which which);
    std::unique_ptr<EventQueue> make_usable(SqsEventQueue::Which which);

    Result<std::unique_ptr<Parts>> parts_;
};

}  // namespace scan
