#pragma once

#include "adapters/faulty/fault_script.h"
#include "pipeline/ports/event_queue.h"

namespace scan {

// A queue whose calls go wrong as the script says: a whole batch if the fault is that of the call,
// or some of its entries. After a receive whose answer was lost the messages stay hidden until
// their visibility timeout.
class FaultyQueue final : public EventQueue {
public:
    FaultyQueue(EventQueue& queue, FaultScript& faults) : queue_(queue), faults_(faults) {}

    std::vector<Result<>> send(std::span<const std::string> bodies) override;
    Result<std::vector<Delivery>> receive(const ReceiveRequest& request,
                                          std::stop_token stop) override;
    std::vector<Result<>> acknowledge(std::span<const Receipt> receipts) override;
    std::vector<Result<>> release(std::span<const Receipt> receipts) override;
    std::vector<Result<>> extend(std::span<const Receipt> receipts,
                                 Duration visibility_timeout) override;
    Result<QueueDepth> depth() override;

private:
    EventQueue& queue_;
    FaultScript& faults_;
};

}  // namespace scan
