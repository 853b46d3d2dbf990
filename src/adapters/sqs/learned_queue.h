#pragma once

#include <functional>

#include "adapters/aws/shared_attempt.h"
#include "adapters/sqs/queue_facts.h"
#include "adapters/sqs/sns_client.h"
#include "adapters/sqs/sqs_client.h"
#include "base/mutex.h"

namespace scan {

// Takes one line for the operator's log, severity WARN. Any thread may call it.
using Warn = std::function<void(const std::string& line)>;

// What the server said of the queue.
struct KnownQueue {
    QueueFacts facts;
    std::string url;                             // as requests name it
    std::optional<std::string> dead_letter_url;  // nullopt: there is no dead-letter queue
};

// Asks the server about the queue when the first call needs it, so that a server that is away is an
// error of that call and not of the set-up; whatever is doubtful about the queue is warned of once,
// then. One thread asks at a time, and the others share what it hears, an error too. Changed
// attributes are seen after a restart. Any thread.
class LearnedQueue final {
public:
    LearnedQueue(QueueAddress address, QueueExpectations expected, Warn warn)
        : address_(std::move(address)), expected_(expected), warn_(std::move(warn)) {}

    const QueueAddress& address() const { return address_; }

    // Never null; good as long as this object. The clients are the caller's; `topic`: nullptr where
    // messages are sent to the queue itself.
    //   denied: a queue that the worker does not use (FIFO).   stopped: `stop` was requested.
    Result<const KnownQueue*> known(SqsClient& sqs, SnsClient* topic, std::stop_token stop);

    // The queue's own; nullopt: it says none, or was not asked with success yet. Waits for nobody.
    std::optional<Duration> visibility_timeout() const;

    void warn(const std::string& line) const;

private:
    Result<KnownQueue> learn(SqsClient& sqs, SnsClient* topic, std::stop_token stop) const;
    Result<std::optional<QueueFacts>> learn_dead_letters(KnownQueue& known, SqsClient& sqs,
                                                         std::stop_token stop) const;
    void check_subscription(const QueueFacts& facts, SnsClient& topic, std::stop_token stop) const;

    const QueueAddress address_;
    const QueueExpectations expected_;
    const Warn warn_;
    mutable Mutex mutex_;
    SharedAttempt asking_ GUARDED_BY(mutex_);
    std::optional<KnownQueue> known_ GUARDED_BY(mutex_);
};

}  // namespace scan
