#pragma once

#include <memory>

#include "adapters/sqs/batch_run.h"
#include "adapters/sqs/learned_queue.h"
#include "pipeline/ports/event_queue.h"

namespace scan {

// A standard queue of Amazon SQS, or its dead-letter queue. Times are whole seconds there:
// visibility timeouts and waits are rounded up. Depth is an estimate of the service's. What is sent
// goes through a topic of Amazon SNS where there is one.
//
// `stop`, given at construction, ends every call but `release`, which is bounded by two seconds a
// batch then.
//
// A long poll that a stop cuts short can have received: those messages come again after their
// visibility timeout.
class SqsEventQueue final : public EventQueue {
public:
    enum class Which { events, dead_letters };

    SqsEventQueue(Which which, LearnedQueue& queue, SqsClient sqs, std::optional<SnsClient> topic,
                  Clock& clock, Random random, std::stop_token stop)
        : which_(which),
          queue_(queue),
          sqs_(std::move(sqs)),
          topic_(std::move(topic)),
          clock_(clock),
          random_(random),
          stop_(std::move(stop)) {}

    std::vector<Result<>> send(std::span<const std::string> bodies) override;
    Result<std::vector<Delivery>> receive(const ReceiveRequest& request,
                                          std::stop_token stop) override;
    std::vector<Result<>> acknowledge(std::span<const Receipt> receipts) override;
    std::vector<Result<>> release(std::span<const Receipt> receipts) override;
    std::vector<Result<>> extend(std::span<const Receipt> receipts,
                                 Duration visibility_timeout) override;
    Result<QueueDepth> depth() override;

    // The queue's own; nullopt: the server does not say. Errors as of the queue's first call.
    Result<std::optional<Duration>> visibility_timeout();

private:
    using Texts = std::span<const std::string_view>;

    Result<const KnownQueue*> known(std::stop_token stop) {
        return queue_.known(sqs_, topic_ ? &*topic_ : nullptr, std::move(stop));
    }
    // What requests call this queue. nullptr: there is no dead-letter queue.
    Result<const std::string*> url(std::stop_token stop);
    Result<std::vector<Result<>>> send_batch(const std::string& url, Texts bodies);
    template <class Call>
    std::vector<Result<>> with_receipts(std::span<const Receipt> receipts, Call call);
    BatchRun batch_run(std::size_t bytes_max);
    Result<std::vector<Delivery>> deliveries(std::vector<ReceivedMessage> messages) const;

    const Which which_;
    LearnedQueue& queue_;
    SqsClient sqs_;
    std::optional<SnsClient> topic_;
    Clock& clock_;
    Random random_;
    std::stop_token stop_;
};

}  // namespace scan
