#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/mutex.h"
#include "base/random.h"
#include "pipeline/ports/event_queue.h"

namespace scan {

struct MemoryQueueSettings {
    std::optional<std::uint32_t> receive_count_max = 3;  // nullopt: no limit, and no dead letters
    std::size_t body_bytes_max = 1024 * 1024;
    std::optional<std::uint64_t>
        disorder_seed;  // set: visible messages are delivered in an order drawn from it
};

// The queue that MemoryQueue objects share; it lives as long as "the service" does, whatever
// becomes of its clients. As Amazon SQS does, it refuses bodies that are empty or hold characters
// that XML 1.0 does not know, and moves a message that was received too often to the dead letters
// when it would be received once more. Any thread may call it.
class MemoryQueueState {
public:
    MemoryQueueState(Clock& clock, const MemoryQueueSettings& settings);

    Result<> put(const std::string& body);

    // Up to `messages_max` of the visible messages, hidden from now on. Does not wait.
    std::vector<Delivery> take(std::uint32_t messages_max, Duration visibility_timeout);

    Result<> remove(const Receipt& receipt);

    // Like SQS, also refuses a message that is visible again, though nobody else has received it.
    Result<> hide(const Receipt& receipt, Duration visibility_timeout);

    QueueDepth depth() const;
    // From now on `depth` says this, whatever there is.
    void estimate(const QueueDepth& depth);

    // The messages received too often, a queue like another.
    // REQUIRES: receive_count_max is set.
    MemoryQueueState& dead_letters();
    const MemoryQueueState& dead_letters() const;

    // The bodies of all messages, visible or not, in the order of sending.
    std::vector<std::string> bodies() const;

    // Tells messages apart, whatever their bodies; nullopt if the receipt has lapsed or the message
    // is gone.
    std::optional<std::uint64_t> message_of(const Receipt& receipt) const;

    // When a hidden message becomes visible next; nullopt: none is hidden.
    std::optional<Instant> next_visible_at() const;

    Clock& clock() { return clock_; }

private:
    friend class MemoryQueueArrival;

    struct Message {
        std::string body;
        Instant visible_at;
        std::uint32_t receive_count = 0;
        std::string receipt;  // of the last receive
    };
    using Messages = std::map<std::uint64_t, Message>;

    void add(std::string body);
    std::optional<std::uint64_t> pick_visible(Instant now) REQUIRES(mutex_);
    Result<Messages::iterator> find(const Receipt& receipt) REQUIRES(mutex_);
    void show_at(Messages::iterator message, Instant visible_at) REQUIRES(mutex_);
    void forget(Messages::iterator message) REQUIRES(mutex_);
    void wake_receivers() REQUIRES(mutex_);

    Clock& clock_;
    const MemoryQueueSettings settings_;
    const std::unique_ptr<MemoryQueueState> dead_letters_;

    mutable Mutex mutex_;  // taken before that of the dead letters, never after
    std::optional<Random> disorder_ GUARDED_BY(mutex_);
    Messages messages_ GUARDED_BY(mutex_);
    std::set<std::pair<Instant, std::uint64_t>> by_visibility_ GUARDED_BY(mutex_);
    // The last one of each message.
    std::unordered_map<std::string, std::uint64_t> receipts_ GUARDED_BY(mutex_);
    std::uint64_t last_id_ GUARDED_BY(mutex_) = 0;
    std::uint64_t last_receipt_ GUARDED_BY(mutex_) = 0;
    std::optional<QueueDepth> estimate_ GUARDED_BY(mutex_);
    std::set<std::stop_source*> waiting_ GUARDED_BY(mutex_);
};

// While it lives, `wake` is requested to stop as soon as a message arrives or becomes visible
// earlier than it was to.
class MemoryQueueArrival final {
public:
    MemoryQueueArrival(MemoryQueueState& queue, std::stop_source& wake);
    ~MemoryQueueArrival();
    MemoryQueueArrival(const MemoryQueueArrival&) = delete;
    MemoryQueueArrival& operator=(const MemoryQueueArrival&) = delete;

private:
    MemoryQueueState& queue_;
    std::stop_source& wake_;
};

}  // namespace scan
