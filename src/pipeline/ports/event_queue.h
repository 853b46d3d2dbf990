#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"

namespace scan {

// Names one receive of one message. A later receive of the same message makes earlier receipts lapse.
struct Receipt {
    std::string value;
    auto operator<=>(const Receipt&) const = default;
};

struct Delivery {
    std::string body;
    Receipt receipt;
    std::uint32_t receive_count = 1;  // this receive included
};

struct ReceiveRequest {
    std::uint32_t messages_max = 10;  // 1 to 10
    Duration visibility_timeout{};    // how long the deliveries stay hidden from other receivers
    Duration wait{};                  // how long to wait for a first message; zero does not wait
};

struct QueueDepth {
    std::uint64_t visible = 0;
    std::uint64_t in_flight = 0;  // received, neither acknowledged nor visible again
    std::uint64_t dead_letters = 0;
    bool exact = true;  // false: an estimate, as on Amazon SQS
    // How long the oldest visible message has been visible; nullopt: there is none, or the queue does not tell.
    std::optional<Duration> oldest_visible_age = {};

    std::uint64_t undone() const { return visible + in_flight; }
};

// A queue with the semantics of Amazon SQS: at least once, in any order, possibly twice. A received message is hidden for its visibility
// timeout; unless it is acknowledged by then it becomes visible again. A message that was received `receive_count_max` times and becomes
// due once more is moved to the dead letters by the queue, not delivered.
//
// Durability: what `send` accepted survives a crash of the process and of the machine. Anything else may be forgotten by a crash, which
// only repeats work. One object serves one thread at a time; any number of objects and processes share a queue.
class EventQueue {
public:
    virtual ~EventQueue() = default;

    // One result a body, in order.
    //   rejected: this body will never be taken (too large, characters that the queue does not carry).
    //   transient, throttled, denied: not taken, or taken and the answer was lost: sending again is right and may duplicate.
    virtual std::vector<Result<>> send(std::span<const std::string> bodies) = 0;

    // REQUIRES: `request.messages_max` is 1 to 10.
    // Waits for at most `request.wait` until at least one message is visible, then returns at once with what there is: up to
    // `messages_max`, none is no error. Does not spin. Returns early with none once `stop` is requested.
    virtual Result<std::vector<Delivery>> receive(const ReceiveRequest& request,
                                                  std::stop_token stop) = 0;

    // The message is done and will not be delivered again (but for the queue's own rare repetitions). One result a receipt, in order;
    // `rejected`: the receipt lapsed, the message belongs to another receiver or is gone; not to be tried again. Acknowledging
    // twice is no error where the queue cannot tell.
    virtual std::vector<Result<>> acknowledge(std::span<const Receipt> receipts) = 0;

    // The message becomes visible at once. Its receive count stays. Results as of `acknowledge`.
    virtual std::vector<Result<>> release(std::span<const Receipt> receipts) = 0;

    // The message stays hidden for `visibility_timeout` from now on. Results as of `acknowledge`.
    virtual std::vector<Result<>> extend(std::span<const Receipt> receipts,
                                         Duration visibility_timeout) = 0;

    virtual Result<QueueDepth> depth() = 0;
};

}  // namespace scan
