#include "adapters/sqs/learned_queue.h"

#include <fmt/format.h>

#include "adapters/aws/aws_region.h"

namespace scan {
namespace {

// Amazon names a queue by its URL. Emulators have names of their own, often with a host that leads
// nowhere from here: those are good in a request's body, and the request still goes to where the
// operator said.
Result<std::string> url_of(const QueueAddress& queue, SqsClient& sqs, std::stop_token stop) {
    if (is_amazon_host(queue.endpoint.host)) return queue.to_string();
    return sqs.get_queue_url(queue, std::move(stop));
}

}  // namespace

Result<const KnownQueue*> LearnedQueue::known(SqsClient& sqs, SnsClient* topic,
                                              std::stop_token stop) {
    MutexLock lock(mutex_);
    if (known_) return &*known_;
    const auto asked = asking_.share(
        lock, stop, [&] { return learn(sqs, topic, stop); },
        [this](Result<KnownQueue> learned) REQUIRES(mutex_) {
            if (learned) known_ = std::move(*learned);
        });
    if (!asked) return std::unexpected(asked.error());
    return &*known_;
}

std::optional<Duration> LearnedQueue::visibility_timeout() const {
    const MutexLock lock(mutex_);
    return known_ ? known_->facts.visibility_timeout : std::nullopt;
}

void LearnedQueue::warn(const std::string& line) const {
    if (warn_) warn_(line);
}

Result<KnownQueue> LearnedQueue::learn(SqsClient& sqs, SnsClient* topic,
                                       std::stop_token stop) const {
    auto url = url_of(address_, sqs, stop);
    if (!url) return std::unexpected(url.error());
    const auto attributes = sqs.get_queue_attributes(*url, stop);
    if (!attributes) return std::unexpected(attributes.error());
    auto facts = read_queue_facts(*attributes);
    if (!facts) return std::unexpected(facts.error());
    KnownQueue known{std::move(*facts), std::move(*url), std::nullopt};
    const auto dead_letters = learn_dead_letters(known, sqs, stop);
    if (!dead_letters) return std::unexpected(dead_letters.error());
    for (const std::string& doubt : queue_doubts(
             address_.name, known.facts, *dead_letters ? &**dead_letters : nullptr, expected_)) {
        warn(doubt);
    }
    if (topic != nullptr) check_subscription(known.facts, *topic, stop);
    return known;
}

Result<std::optional<QueueFacts>> LearnedQueue::learn_dead_letters(KnownQueue& known,
                                                                   SqsClient& sqs,
                                                                   std::stop_token stop) const {
    if (!known.facts.receive_count_max) return std::nullopt;
    const auto address = address_.sibling(known.facts.dead_letter_arn);
    if (!address) {
        return fail(ErrorCode::denied, fmt::format("queue {}: the dead-letter queue of its "
                                                   "RedrivePolicy is {}",
                                                   address_.name, address.error().message));
    }
    auto url = url_of(*address, sqs, stop);
    if (!url) return std::unexpected(url.error());
    known.dead_letter_url = std::move(*url);

    const auto attributes = sqs.get_queue_attributes(*known.dead_letter_url, stop);
    if (!attributes && attributes.error().code != ErrorCode::denied)
        return std::unexpected(attributes.error());
    const auto facts =
        attributes ? read_queue_facts(*attributes) : std::unexpected(attributes.error());
    if (facts) return *facts;
    // Whoever may not look at the dead letters can still use the queue.
    warn(
        fmt::format("queue {}: its dead-letter queue {} cannot be looked at, its messages are not "
                    "counted: {}",
                    address_.name, address->name, facts.error().message));
    return std::nullopt;
}

void LearnedQueue::check_subscription(const QueueFacts& facts, SnsClient& topic,
                                      std::stop_token stop) const {
    const auto subscribed = topic.has_subscribed(facts.arn, std::move(stop));
    if (!subscribed) {
        warn(fmt::format("queue.topic_arn: cannot tell whether queue {} is subscribed to {}: {}",
                         address_.name, topic.topic_arn(), subscribed.error().message));
    } else if (!*subscribed) {
        warn(
            fmt::format("queue.topic_arn: queue {} is not subscribed to {}: nothing that this "
                        "worker publishes comes back to it",
                        address_.name, topic.topic_arn()));
    }
}

}  // namespace scan
