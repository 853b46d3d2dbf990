#include "adapters/sqs/sqs_event_queue.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <map>

#include "adapters/sqs/md5.h"
#include "adapters/sqs/sqs_request.h"
#include "adapters/sqs/sqs_text.h"

namespace scan {
namespace {

constexpr Duration kFirstPause = std::chrono::milliseconds(100);
constexpr Duration kLastPause = std::chrono::seconds(2);
// After an empty answer that came too early to be that of a long poll.
constexpr Duration kEarlyAnswerPause = std::chrono::seconds(1);

bool is_whole(std::string_view body, std::string_view md5) {
    const std::string own = md5.empty() ? std::string() : md5_hex(body);
    return own.empty() || own == md5;
}

// SQS can deliver a message twice in one answer; only the newest receipt deletes it.
std::vector<ReceivedMessage> without_repetitions(std::vector<ReceivedMessage> messages) {
    std::vector<ReceivedMessage> kept;
    std::map<std::string, std::size_t> places;
    for (ReceivedMessage& message : messages) {
        const auto [place, is_new] = places.try_emplace(message.id, kept.size());
        if (is_new || message.id.empty()) {
            kept.push_back(std::move(message));
        } else if (message.receive_count >= kept[place->second].receive_count) {
            kept[place->second] = std::move(message);
        }
    }
    return kept;
}

std::vector<std::string_view> at_places(std::span<const std::string_view> all,
                                        std::span<const std::size_t> places) {
    std::vector<std::string_view> some;
    some.reserve(places.size());
    for (const std::size_t place : places) some.push_back(all[place]);
    return some;
}

std::vector<Result<>> all_fail(std::size_t count, const Error& error) {
    return std::vector<Result<>>(count, std::unexpected(error));
}

Result<std::vector<Result<>>> results_of(const Result<BatchAnswer>& answer) {
    if (!answer) return std::unexpected(answer.error());
    std::vector<Result<>> results;
    for (const BatchEntry& entry : *answer) results.push_back(entry.result);
    return results;
}

const Error kNoDeadLetters{ErrorCode::denied, "the queue has no dead-letter queue"};

}  // namespace

Result<const std::string*> SqsEventQueue::url(std::stop_token stop) {
    const auto queue = known(std::move(stop));
    if (!queue) return std::unexpected(queue.error());
    if (which_ == Which::events) return &(*queue)->url;
    const auto& dead_letters = (*queue)->dead_letter_url;
    return dead_letters ? &*dead_letters : nullptr;
}

BatchRun SqsEventQueue::batch_run(std::size_t bytes_max) {
    return BatchRun({.entries_max = kSqsEntriesMax, .bytes_max = bytes_max}, clock_,
                    Backoff(kFirstPause, kLastPause, Random(random_.next())), stop_);
}

std::vector<Result<>> SqsEventQueue::send(std::span<const std::string> bodies) {
    if (bodies.empty()) return {};
    const auto queue_url = url(stop_);
    if (!queue_url) return all_fail(bodies.size(), queue_url.error());
    if (*queue_url == nullptr) return all_fail(bodies.size(), kNoDeadLetters);
    const QueueFacts& facts = (*known(stop_))->facts;

    const std::size_t bytes_max =
        topic_ ? std::min(SnsClient::kBytesMax, facts.message_bytes_max) : facts.message_bytes_max;
    const std::vector<std::string_view> texts(bodies.begin(), bodies.end());
    std::vector<Result<>> results(texts.size());
    std::vector<std::size_t> sizes;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        sizes.push_back(texts[i].size());
        if (texts[i].size() > bytes_max) {
            results[i] = fail(ErrorCode::rejected,
                              fmt::format("{} bytes, the queue takes messages of {} at most",
                                          texts[i].size(), bytes_max));
        } else if (!is_sqs_text(texts[i])) {
            results[i] =
                fail(ErrorCode::rejected, "empty, or a character that Amazon SQS does not carry");
        }
    }
    batch_run(topic_ ? SnsClient::kBytesMax : facts.batch_bytes_max())
        .run(
            sizes,
            [&](std::span<const std::size_t> places) {
                return send_batch(**queue_url, at_places(texts, places));
            },
            results);
    return results;
}

Result<std::vector<Result<>>> SqsEventQueue::send_batch(const std::string& url, Texts bodies) {
    const auto answer = topic_ && which_ == Which::events
                            ? topic_->publish_batch(bodies, stop_)
                            : sqs_.send_message_batch(url, bodies, stop_);
    auto results = results_of(answer);
    for (std::size_t i = 0; results && i < bodies.size(); ++i) {
        if ((*results)[i] && !is_whole(bodies[i], (*answer)[i].body_md5)) {
            (*results)[i] = fail(ErrorCode::transient,
                                 "the MD5 of a body that was sent is not that of what arrived");
        }
    }
    return results;
}

Result<std::vector<Delivery>> SqsEventQueue::receive(const ReceiveRequest& request,
                                                     std::stop_token stop) {
    assert(request.messages_max >= 1 && request.messages_max <= kSqsEntriesMax);
    const Instant deadline = clock_.now() + request.wait;
    const auto queue_url = url(stop);
    if (!queue_url && queue_url.error().code == ErrorCode::stopped) return std::vector<Delivery>{};
    if (!queue_url) return std::unexpected(queue_url.error());
    if (*queue_url == nullptr) {
        clock_.sleep_until(deadline, stop);
        return std::vector<Delivery>{};
    }
    while (!stop.stop_requested()) {
        const Instant asked = clock_.now();
        ReceiveRequest poll = request;
        poll.wait = std::max(deadline - asked, Duration::zero());
        auto messages = sqs_.receive_message(**queue_url, poll, stop);
        if (!messages) {
            if (messages.error().code == ErrorCode::stopped) break;
            return std::unexpected(messages.error());
        }
        if (!messages->empty()) return deliveries(std::move(*messages));
        // A server that does not wait, or a proxy in its place, would be asked without end.
        const Instant answered = clock_.now();
        if (answered < deadline && answered - asked < poll.wait / 2)
            clock_.sleep_until(std::min(answered + kEarlyAnswerPause, deadline), stop);
        if (clock_.now() >= deadline) break;
    }
    return std::vector<Delivery>{};
}

Result<std::vector<Delivery>> SqsEventQueue::deliveries(
    std::vector<ReceivedMessage> messages) const {
    std::vector<Delivery> whole;
    for (ReceivedMessage& message : without_repetitions(std::move(messages))) {
        if (!is_whole(message.body, message.body_md5)) {
            queue_.warn(fmt::format(
                "queue {}: the body of message {} does not match its MD5; it is left to be "
                "received again",
                queue_.address().name, message.id));
            continue;
        }
        whole.push_back({.body = std::move(message.body),
                         .receipt = {std::move(message.receipt)},
                         .receive_count = message.receive_count});
    }
    return whole;
}

template <class Call>
std::vector<Result<>> SqsEventQueue::with_receipts(std::span<const Receipt> receipts, Call call) {
    if (receipts.empty()) return {};
    const auto queue_url = url(stop_);
    if (!queue_url) return all_fail(receipts.size(), queue_url.error());
    if (*queue_url == nullptr) return all_fail(receipts.size(), kNoDeadLetters);
    std::vector<std::string_view> texts;
    for (const Receipt& receipt : receipts) texts.push_back(receipt.value);
    const std::vector<std::size_t> sizes(texts.size(), 0);
    std::vector<Result<>> results(texts.size());
    batch_run(0).run(
        sizes,
        [&](std::span<const std::size_t> places) {
            return results_of(call(**queue_url, at_places(texts, places)));
        },
        results);
    return results;
}

std::vector<Result<>> SqsEventQueue::acknowledge(std::span<const Receipt> receipts) {
    return with_receipts(receipts, [this](const std::string& url, Texts batch) {
        return sqs_.delete_message_batch(url, batch, stop_);
    });
}

std::vector<Result<>> SqsEventQueue::release(std::span<const Receipt> receipts) {
    return with_receipts(receipts, [this](const std::string& url, Texts batch) {
        return sqs_.release_batch(url, batch, stop_);
    });
}

std::vector<Result<>> SqsEventQueue::extend(std::span<const Receipt> receipts,
                                            Duration visibility_timeout) {
    return with_receipts(receipts, [&](const std::string& url, Texts batch) {
        return sqs_.change_message_visibility_batch(url, batch, visibility_timeout, stop_);
    });
}

Result<QueueDepth> SqsEventQueue::depth() {
    QueueDepth depth{.exact = false};
    const auto queue_url = url(stop_);
    if (!queue_url) return std::unexpected(queue_url.error());
    if (*queue_url == nullptr) return depth;
    const auto attributes = sqs_.get_queue_attributes(**queue_url, stop_);
    if (!attributes) return std::unexpected(attributes.error());
    const auto counts = read_queue_counts(*attributes);
    if (!counts) return std::unexpected(counts.error());
    depth.visible = counts->visible;
    depth.in_flight = counts->in_flight;
    if (which_ == Which::dead_letters) return depth;

    const auto queue = known(stop_);
    if (!queue) return std::unexpected(queue.error());
    if (!(*queue)->dead_letter_url) return depth;
    const auto dead_attributes = sqs_.get_queue_attributes(*(*queue)->dead_letter_url, stop_);
    if (!dead_attributes) {
        // Who may not look at the dead letters was warned of it when the queue was learned; the
        // queue itself is still to be used.
        if (dead_attributes.error().code == ErrorCode::denied) return depth;
        return std::unexpected(dead_attributes.error());
    }
    const auto dead_counts = read_queue_counts(*dead_attributes);
    if (!dead_counts) return std::unexpected(dead_counts.error());
    depth.dead_letters = dead_counts->visible + dead_counts->in_flight;
    return depth;
}

Result<std::optional<Duration>> SqsEventQueue::visibility_timeout() {
    const auto queue = known(stop_);
    if (!queue) return std::unexpected(queue.error());
    return (*queue)->facts.visibility_timeout;
}

}  // namespace scan
