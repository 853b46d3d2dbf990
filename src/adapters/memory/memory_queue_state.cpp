#include "adapters/memory/memory_queue_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/require.h"
#include "base/utf8.h"

namespace scan {
namespace {

// How many visible messages disorder draws from; Amazon SQS too looks at a sample of its servers.
constexpr std::uint64_t kDisorderSample = 64;

bool is_xml_text(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        if (length == 0) return false;
        const char first = text.front();
        if (length == 1 && static_cast<unsigned char>(first) < 0x20 && first != '\t' &&
            first != '\n' && first != '\r') {
            return false;
        }
        const std::string_view character = text.substr(0, length);
        if (character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF") return false;
        text.remove_prefix(length);
    }
    return true;
}

std::unique_ptr<MemoryQueueState> make_dead_letters(Clock& clock, MemoryQueueSettings settings) {
    if (!settings.receive_count_max) return nullptr;
    settings.receive_count_max.reset();
    return std::make_unique<MemoryQueueState>(clock, settings);
}

}  // namespace

MemoryQueueState::MemoryQueueState(Clock& clock, const MemoryQueueSettings& settings)
    : clock_(clock), settings_(settings), dead_letters_(make_dead_letters(clock, settings)) {
    if (settings.disorder_seed) disorder_.emplace(*settings.disorder_seed);
}

Result<> MemoryQueueState::put(const std::string& body) {
    if (body.empty()) return fail(ErrorCode::rejected, "the message is empty");
    if (body.size() > settings_.body_bytes_max) {
        return fail(ErrorCode::rejected, fmt::format("the message has {} bytes, the queue takes {}",
                                                     body.size(), settings_.body_bytes_max));
    }
    if (!is_xml_text(body)) {
        return fail(ErrorCode::rejected, "the message has characters outside XML 1.0");
    }
    add(body);
    return {};
}

void MemoryQueueState::add(std::string body) {
    const MutexLock lock(mutex_);
    const std::uint64_t id = ++last_id_;
    const Instant now = clock_.now();
    messages_.emplace(id, Message{.body = std::move(body), .visible_at = now, .receipt = {}});
    by_visibility_.emplace(now, id);
    wake_receivers();
}

std::vector<Delivery> MemoryQueueState::take(std::uint32_t messages_max,
                                             Duration visibility_timeout) {
    const MutexLock lock(mutex_);
    const Instant now = clock_.now();
    std::vector<Delivery> deliveries;
    std::vector<std::uint64_t> taken;
    while (deliveries.size() < messages_max) {
        const auto id = pick_visible(now);
        if (!id) break;
        const auto found = messages_.find(*id);
        Message& message = found->second;
        if (settings_.receive_count_max && message.receive_count >= *settings_.receive_count_max) {
            dead_letters_->add(message.body);
            forget(found);
            continue;
        }
        // Out of the order until all are picked: with a visibility timeout of zero it is still
        // visible.
        by_visibility_.erase({message.visible_at, *id});
        taken.push_back(*id);
        ++message.receive_count;
        receipts_.erase(message.receipt);
        message.receipt = fmt::format("receipt-{}", ++last_receipt_);
        receipts_.emplace(message.receipt, *id);
        deliveries.push_back({message.body, Receipt{message.receipt}, message.receive_count});
    }
    for (const std::uint64_t id : taken) {
        messages_.at(id).visible_at = now + visibility_timeout;
        by_visibility_.emplace(now + visibility_timeout, id);
    }
    return deliveries;
}

std::optional<std::uint64_t> MemoryQueueState::pick_visible(Instant now) {
    auto candidate = by_visibility_.begin();
    if (candidate == by_visibility_.end() || candidate->first > now) return std::nullopt;
    if (disorder_) {
        for (auto steps = disorder_->below(kDisorderSample); steps > 0; --steps) {
            const auto next = std::next(candidate);
            if (next == by_visibility_.end() || next->first > now) break;
            candidate = next;
        }
    }
    return candidate->second;
}

Result<> MemoryQueueState::remove(const Receipt& receipt) {
    const MutexLock lock(mutex_);
    const auto message = find(receipt);
    if (!message) return std::unexpected(message.error());
    forget(*message);
    return {};
}

Result<> MemoryQueueState::hide(const Receipt& receipt, Duration visibility_timeout) {
    const MutexLock lock(mutex_);
    const auto message = find(receipt);
    if (!message) return std::unexpected(message.error());
    const Instant now = clock_.now();
    if ((*message)->second.visible_at <= now) {
        return fail(ErrorCode::rejected, "the message is visible again");
    }
    show_at(*message, now + visibility_timeout);
    return {};
}

Result<MemoryQueueState::Messages::iterator> MemoryQueueState::find(const Receipt& receipt) {
    const auto found = receipts_.find(receipt.value);
    if (found == receipts_.end()) return fail(ErrorCode::rejected, "the receipt has lapsed");
    return messages_.find(found->second);
}

void MemoryQueueState::show_at(Messages::iterator message, Instant visible_at) {
    const bool earlier = visible_at < message->second.visible_at;
    by_visibility_.erase({message->second.visible_at, message->first});
    message->second.visible_at = visible_at;
    by_visibility_.emplace(visible_at, message->first);
    if (earlier) wake_receivers();
}

void MemoryQueueState::forget(Messages::iterator message) {
    by_visibility_.erase({message->second.visible_at, message->first});
    receipts_.erase(message->second.receipt);
    messages_.erase(message);
}

void MemoryQueueState::estimate(const QueueDepth& depth) {
    const MutexLock lock(mutex_);
    estimate_ = depth;
}

QueueDepth MemoryQueueState::depth() const {
    const MutexLock lock(mutex_);
    if (estimate_) return *estimate_;
    const Instant now = clock_.now();
    QueueDepth depth;
    for (auto last = by_visibility_.rbegin(); last != by_visibility_.rend() && last->first > now;
         ++last) {
        ++depth.in_flight;
    }
    depth.visible = messages_.size() - depth.in_flight;
    if (depth.visible > 0) depth.oldest_visible_age = now - by_visibility_.begin()->first;
    if (dead_letters_) depth.dead_letters = dead_letters_->depth().undone();
    return depth;
}

MemoryQueueState& MemoryQueueState::dead_letters() {
    require(dead_letters_ != nullptr, "the queue has dead letters");
    return *dead_letters_;
}

const MemoryQueueState& MemoryQueueState::dead_letters() const {
    require(dead_letters_ != nullptr, "the queue has dead letters");
    return *dead_letters_;
}

std::vector<std::string> MemoryQueueState::bodies() const {
    const MutexLock lock(mutex_);
    std::vector<std::string> bodies;
    bodies.reserve(messages_.size());
    for (const auto& [id, message] : messages_) bodies.push_back(message.body);
    return bodies;
}

std::optional<std::uint64_t> MemoryQueueState::message_of(const Receipt& receipt) const {
    const MutexLock lock(mutex_);
    const auto found = receipts_.find(receipt.value);
    return found == receipts_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Instant> MemoryQueueState::next_visible_at() const {
    const MutexLock lock(mutex_);
    if (by_visibility_.empty()) return std::nullopt;
    return by_visibility_.begin()->first;
}

void MemoryQueueState::wake_receivers() {
    for (std::stop_source* receiver : waiting_) receiver->request_stop();
}

MemoryQueueArrival::MemoryQueueArrival(MemoryQueueState& queue, std::stop_source& wake)
    : queue_(queue), wake_(wake) {
    const MutexLock lock(queue_.mutex_);
    queue_.waiting_.insert(&wake_);
}

MemoryQueueArrival::~MemoryQueueArrival() {
    const MutexLock lock(queue_.mutex_);
    queue_.waiting_.erase(&wake_);
}

}  // namespace scan
