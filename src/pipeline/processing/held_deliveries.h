#pragma once

#include <map>
#include <mutex>
#include <span>
#include <vector>

#include "base/clock.h"
#include "pipeline/event_queue.h"

namespace scan {

// The deliveries that the processors of this process hold, so that one keeper can prolong their visibility while a processor is stuck
// in the store. Any thread.
class HeldDeliveries {
public:
    explicit HeldDeliveries(Duration visibility_timeout)
        : visibility_timeout_(visibility_timeout) {}

    // Received by a call that began at `asked`.
    void add(std::span<const Delivery> deliveries, Instant asked);
    // A call that waited for messages as long as it may received none.
    void found_none();
    // How many such calls there were since anything was received.
    std::size_t empty_polls() const;
    void remove(std::span<const Receipt> receipts);

    // False once the queue said that the receipt lapsed; also for receipts never added.
    bool is_ours(const Receipt& receipt) const;

    // At most `count_max` receipts that are past half of their visibility timeout.
    std::vector<Receipt> due(Instant now, std::size_t count_max) const;
    void prolonged(const Receipt& receipt, Instant asked);
    void lapsed(const Receipt& receipt);

    Duration visibility_timeout() const { return visibility_timeout_; }

private:
    const Duration visibility_timeout_;
    mutable std::mutex mutex_;
    std::map<Receipt, Instant> hidden_since_;
    std::size_t empty_polls_ = 0;
};

}  // namespace scan
