#pragma once

#include <functional>
#include <map>
#include <span>
#include <vector>

#include "base/clock.h"
#include "base/mutex.h"
#include "pipeline/ports/event_queue.h"

namespace scan {

// The deliveries that the processors of this process hold, so that one keeper can prolong their
// visibility while a processor is stuck in the store. Any thread.
class HeldDeliveries {
public:
    // How long deliveries are to stay hidden as far as it is known by now. Any thread calls it.
    using Timeout = std::function<Duration()>;

    explicit HeldDeliveries(Timeout visibility_timeout)
        : visibility_timeout_(std::move(visibility_timeout)) {}
    explicit HeldDeliveries(Duration visibility_timeout)
        : HeldDeliveries([visibility_timeout] { return visibility_timeout; }) {}

    // Received by a call that began at `asked`, hidden for `visibility_timeout`.
    void add(std::span<const Delivery> deliveries, Instant asked, Duration visibility_timeout);
    // A call that waited for messages as long as it may received none.
    void found_none();
    // How many such calls there were since anything was received.
    std::size_t empty_polls() const;
    void remove(std::span<const Receipt> receipts);

    // False once the queue said that the receipt lapsed; also for receipts never added.
    bool is_ours(const Receipt& receipt) const;

    // At most `count_max` receipts that are past half of their visibility timeout.
    std::vector<Receipt> due(Instant now, std::size_t count_max) const;
    // By a call that began at `asked`.
    void prolonged(const Receipt& receipt, Instant asked, Duration visibility_timeout);
    // The queue denies to prolong it, perhaps because it was hidden for as long as the queue allows
    // in all. Once its time is over, it is asked for only now and then: it stays ours as far as
    // anybody knows.
    void denied(const Receipt& receipt, Instant now);
    void lapsed(const Receipt& receipt);

    Duration visibility_timeout() const { return visibility_timeout_(); }

private:
    struct Hidden {
        Instant until;  // by the timeout of its last call: another one may be known by now
        Instant due_at;

        static Hidden since(Instant asked, Duration timeout) {
            return {.until = asked + timeout, .due_at = asked + timeout / 2};
        }
    };

    const Timeout visibility_timeout_;
    mutable Mutex mutex_;
    std::map<Receipt, Hidden> hidden_ GUARDED_BY(mutex_);
    std::size_t empty_polls_ GUARDED_BY(mutex_) = 0;
};

}  // namespace scan
