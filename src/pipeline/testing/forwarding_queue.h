#pragma once

#include "pipeline/ports/event_queue.h"

namespace scan {

// Hands every call on: what a test's own queue does not change.
class ForwardingQueue : public EventQueue {
public:
    explicit ForwardingQueue(EventQueue& queue) : queue_(queue) {}

    std::vector<Result<>> send(std::span<const std::string> bodies) override {
        return queue_.send(bodies);
    }
    Result<std::vector<Delivery>> receive(const ReceiveRequest& request,
                                          std::stop_token stop) override {
        return queue_.receive(request, stop);
    }
    std::vector<Result<>> acknowledge(std::span<const Receipt> receipts) override {
        return queue_.acknowledge(receipts);
    }
    std::vector<Result<>> release(std::span<const Receipt> receipts) override {
        return queue_.release(receipts);
    }
    std::vector<Result<>> extend(std::span<const Receipt> receipts,
                                 Duration visibility_timeout) override {
        return queue_.extend(receipts, visibility_timeout);
    }
    Result<QueueDepth> depth() override { return queue_.depth(); }

private:
    EventQueue& queue_;
};

}  // namespace scan
