#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "adapters/aws/aws_variables.h"
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
    Duration connection_max_age = std::chrono::minutes(5);  // see ConnectionAge
    AwsVariables variables;  // as the AWS tools read them: credentials, region, endpoints
    Warn warn;               // may be empty
    CredentialWatch* credentials = nullptr;  // may be
};

// A queue of Amazon SQS, or of an emulator, and what its clients share: credentials and what is
// known of the queue. Asks nobody anything: what is wrong, the settings included, is an error of
// the queues' calls. The objects do not outlive the engine. Any thread may call it.
class SqsEngine final {
public:
    SqsEngine(SqsSettings settings, Clock& clock, Random random);
    ~SqsEngine();
    SqsEngine(const SqsEngine&) = delete;
    SqsEngine& operator=(const SqsEngine&) = delete;

    // One for each thread. `stop` ends their calls: the grace of a process is over. A queue has
    // none of its own in most calls, and a service that does not answer costs many seconds each.
    std::unique_ptr<EventQueue> queue(std::stop_token stop = {});
    std::unique_ptr<EventQueue> dead_letter_queue(std::stop_token stop = {});

    // The queue's own visibility timeout; nullopt: it was not heard of yet. Asks nobody.
    std::optional<Duration> known_visibility_timeout() const;

    // The same; nullopt: the server does not say. Asks the server once.
    Result<std::optional<Duration>> visibility_timeout(std::stop_token stop = {});

private:
    struct Parts;
    static Result<std::unique_ptr<Parts>> make_parts(SqsSettings settings, Clock& clock,
                                                     Random random);
    Result<std::unique_ptr<SqsEventQueue>> make(SqsEventQueue::Which which, std::stop_token stop);
    std::unique_ptr<EventQueue> make_usable(SqsEventQueue::Which which, std::stop_token stop);

    Result<std::unique_ptr<Parts>> parts_;
};

}  // namespace scan
