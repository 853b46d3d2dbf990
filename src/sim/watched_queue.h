#pragma once

#include "adapters/memory/memory_queue.h"
#include "sim/surroundings.h"

namespace scan::sim {

// One process's client of the queue, behind the faults: it sees what takes effect, and adds what a
// queue does of its own accord, rare repetitions and deliveries that lapse early.
class WatchedQueue final : public EventQueue {
public:
    WatchedQueue(Surroundings& around, int process)
        : around_(around), queue_(around.queue), process_(process) {}

    std::vector<Result<>> send(std::span<const std::string> bodies) override;
    Result<std::vector<Delivery>> receive(const ReceiveRequest& request,
                                          std::stop_token stop) override;
    std::vector<Result<>> acknowledge(std::span<const Receipt> receipts) override;
    std::vector<Result<>> release(std::span<const Receipt> receipts) override;
    std::vector<Result<>> extend(std::span<const Receipt> receipts,
                                 Duration visibility_timeout) override;
    Result<QueueDepth> depth() override { return queue_.depth(); }

    // The answer of the next receive will not arrive.
    void lose_next_receive() { loses_receive_ = true; }
    bool last_receive_was_empty() const { return last_receive_was_empty_; }

private:
    Surroundings& around_;
    MemoryQueue queue_;
    const int process_;
    bool loses_receive_ = false;
    bool last_receive_was_empty_ = false;
};

}  // namespace scan::sim
