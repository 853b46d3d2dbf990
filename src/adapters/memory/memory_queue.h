#pragma once

#include "adapters/memory/memory_queue_state.h"
#include "pipeline/ports/event_queue.h"

namespace scan {

// One client of a queue in memory. Waiting does not poll: it sleeps until the next hidden message
// becomes visible, and is woken by arrivals.
class MemoryQueue final : public EventQueue {
public:
    explicit MemoryQueue(MemoryQueueState& state) : state_(state) {}

    std::vector<Result<>> send(std::span<const std::string> bodies) override;
    Result<std::vector<Delivery>> receive(const ReceiveRequest& request,
                                          std::stop_token stop) override;
    std::vector<Result<>> acknowledge(std::span<const Receipt> receipts) override;
    std::vector<Result<>> release(std::span<const Receipt> receipts) override;
    std::vector<Result<>> extend(std::span<const Receipt> receipts,
                                 Duration visibility_timeout) override;
    Result<QueueDepth> depth() override { return state_.depth(); }

private:
    MemoryQueueState& state_;
};

}  // namespace scan
