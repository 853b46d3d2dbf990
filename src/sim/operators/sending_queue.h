#pragma once

#include <set>
#include <string>

#include "pipeline/ports/event_queue.h"

namespace scan::sim {

// An operator's way to the workers' queue: it keeps what was taken.
class SendingQueue final : public EventQueue {
public:
    explicit SendingQueue(EventQueue& queue) : queue_(queue) {}

    const std::set<std::string>& sent() const { return sent_; }

    std::vector<Result<>> send(std::span<const std::string> bodies) override {
        auto results = queue_.send(bodies);
        for (std::size_t i = 0; i < bodies.size(); ++i) {
            if (results[i]) sent_.insert(bodies[i]);
        }
        return results;
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
    std::vector<Result<>> extend(std::span<const Receipt> receipts, Duration timeout) override {
        return queue_.extend(receipts, timeout);
    }
    Result<QueueDepth> depth() override { return queue_.depth(); }

private:
    EventQueue& queue_;
    std::set<std::string> sent_;
};

}  // namespace scan::sim
