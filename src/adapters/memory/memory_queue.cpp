#include "adapters/memory/memory_queue.h"

#include <algorithm>

#include "base/require.h"

namespace scan {

std::vector<Result<>> MemoryQueue::send(std::span<const std::string> bodies) {
    std::vector<Result<>> results;
    results.reserve(bodies.size());
    for (const std::string& body : bodies) results.push_back(state_.put(body));
    return results;
}

Result<std::vector<Delivery>> MemoryQueue::receive(const ReceiveRequest& request,
                                                   std::stop_token stop) {
    require(request.messages_max >= 1 && request.messages_max <= 10,
            "1 to 10 messages are asked for");
    Clock& clock = state_.clock();
    const Instant deadline = clock.now() + request.wait;
    while (!stop.stop_requested()) {
        std::stop_source wake;
        // Before looking, so that what arrives after the look ends the sleep.
        const MemoryQueueArrival arrival(state_, wake);
        auto deliveries = state_.take(request.messages_max, request.visibility_timeout);
        if (!deliveries.empty() || clock.now() >= deadline) return deliveries;
        const std::stop_callback forward(stop, [&wake] { wake.request_stop(); });
        clock.sleep_until(std::min(deadline, state_.next_visible_at().value_or(deadline)),
                          wake.get_token());
    }
    return std::vector<Delivery>{};
}

std::vector<Result<>> MemoryQueue::acknowledge(std::span<const Receipt> receipts) {
    std::vector<Result<>> results;
    results.reserve(receipts.size());
    for (const Receipt& receipt : receipts) results.push_back(state_.remove(receipt));
    return results;
}

std::vector<Result<>> MemoryQueue::release(std::span<const Receipt> receipts) {
    return extend(receipts, Duration::zero());
}

std::vector<Result<>> MemoryQueue::extend(std::span<const Receipt> receipts,
                                          Duration visibility_timeout) {
    std::vector<Result<>> results;
    results.reserve(receipts.size());
    for (const Receipt& receipt : receipts) {
        results.push_back(state_.hide(receipt, visibility_timeout));
    }
    return results;
}

}  // namespace scan
