#pragma once

#include <map>
#include <set>
#include <string>

#include "adapters/memory/memory_queue.h"
#include "sim/surroundings.h"

namespace scan::sim {

// The way from an operator to the dead letters, behind the faults: it sees what is acknowledged.
class WatchedDeadLetters final : public EventQueue {
public:
    explicit WatchedDeadLetters(Surroundings& around)
        : around_(around), queue_(around.queue.dead_letters()) {}

    // What is deleted next is to be among what this one has sent.
    void sends_back(const std::set<std::string>& sent) { sent_ = &sent; }

    std::vector<Result<>> send(std::span<const std::string> bodies) override {
        return queue_.send(bodies);
    }
    Result<std::vector<Delivery>> receive(const ReceiveRequest& request,
                                          std::stop_token stop) override;
    std::vector<Result<>> acknowledge(std::span<const Receipt> receipts) override;
    std::vector<Result<>> release(std::span<const Receipt> receipts) override {
        return queue_.release(receipts);
    }
    std::vector<Result<>> extend(std::span<const Receipt> receipts, Duration timeout) override {
        return queue_.extend(receipts, timeout);
    }
    Result<QueueDepth> depth() override { return queue_.depth(); }

private:
    Surroundings& around_;
    MemoryQueue queue_;
    std::map<Receipt, std::string> bodies_;
    const std::set<std::string>* sent_ = nullptr;
};

}  // namespace scan::sim
