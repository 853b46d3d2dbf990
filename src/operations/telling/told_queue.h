#pragma once

#include <algorithm>
#include <string>

#include "operations/telling/told_call.h"
#include "pipeline/ports/event_queue.h"

namespace scan {

// A stage's queue, told to the board.
class ToldQueue final : public EventQueue {
public:
    // `call_max`: how long a call may take before it is stuck, beyond the wait that a receive asks for.
    ToldQueue(EventQueue& queue, WorkerBoard& board, std::string user, Duration call_max)
        : queue_(queue),
          board_(board),
          line_(board.add_line(Dependency::queue, std::move(user), call_max)) {}

    std::vector<Result<>> send(std::span<const std::string> bodies) override {
        ToldCall call(board_, line_, trouble_of_queue);
        return call.end(queue_.send(bodies));
    }
    Result<std::vector<Delivery>> receive(const ReceiveRequest& request,
                                          std::stop_token stop) override {
        ToldCall call(board_, line_, trouble_of_queue);
        auto deliveries = call.end(queue_.receive(request, stop));
        // One that was ended early, or that did not wait, says nothing of an empty queue.
        if (deliveries && (!deliveries->empty() || !stop.stop_requested()))
            board_.received(line_, deliveries->size());
        return deliveries;
    }
    std::vector<Result<>> acknowledge(std::span<const Receipt> receipts) override {
        ToldCall call(board_, line_, trouble_of_queue);
        auto results = call.end(queue_.acknowledge(receipts));
        const auto done =
            std::ranges::count_if(results, [](const auto& each) { return each.has_value(); });
        board_.settled(line_, static_cast<std::size_t>(done));
        return results;
    }
    std::vector<Result<>> release(std::span<const Receipt> receipts) override {
        ToldCall call(board_, line_, trouble_of_queue);
        auto results = call.end(queue_.release(receipts));
        board_.settled(line_, 0);
        return results;
    }
    std::vector<Result<>> extend(std::span<const Receipt> receipts,
                                 Duration visibility_timeout) override {
        ToldCall call(board_, line_, trouble_of_queue);
        return call.end(queue_.extend(receipts, visibility_timeout));
    }
    Result<QueueDepth> depth() override {
        ToldCall call(board_, line_, trouble_of_queue);
        auto depth = call.end(queue_.depth());
        if (depth) board_.learned(*depth);
        return depth;
    }

private:
    EventQueue& queue_;
    WorkerBoard& board_;
    const PortLine line_;
};

}  // namespace scan
