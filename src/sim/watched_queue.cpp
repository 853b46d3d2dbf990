#include "sim/watched_queue.h"

#include <tuple>
#include <utility>

namespace scan::sim {

std::vector<Result<>> WatchedQueue::send(std::span<const std::string> bodies) {
    auto results = queue_.send(bodies);
    for (std::size_t i = 0; i < bodies.size(); ++i) {
        if (!results[i]) continue;
        ++around_.sends;
        around_.events.accepted(bodies[i]);
        if (around_.weather.duplicates()) std::ignore = around_.queue.put(bodies[i]);
    }
    return results;
}

Result<std::vector<Delivery>> WatchedQueue::receive(const ReceiveRequest& request,
                                                    std::stop_token stop) {
    auto deliveries = queue_.receive(request, stop);
    const bool is_lost = std::exchange(loses_receive_, false);
    last_receive_was_empty_ = deliveries->empty();
    for (const Delivery& delivery : *deliveries) {
        around_.receipts.received(process_, delivery, is_lost);
        if (!around_.weather.lapses()) continue;
        around_.receipts.excuse(delivery.receipt);
        std::ignore = around_.queue.hide(delivery.receipt, Duration::zero());
    }
    around_.receipts.check_dead_letters();
    return deliveries;
}

std::vector<Result<>> WatchedQueue::acknowledge(std::span<const Receipt> receipts) {
    std::vector<Result<>> results;
    for (const Receipt& receipt : receipts) {
        const std::string body(around_.receipts.body_of(receipt));
        results.push_back(around_.queue.remove(receipt));
        if (!results.back()) continue;
        around_.events.acknowledged(body);
        around_.receipts.acknowledged(receipt);
        if (around_.weather.duplicates()) std::ignore = around_.queue.put(body);
    }
    return results;
}

std::vector<Result<>> WatchedQueue::release(std::span<const Receipt> receipts) {
    for (const Receipt& receipt : receipts) around_.receipts.excuse(receipt);
    return queue_.release(receipts);
}

std::vector<Result<>> WatchedQueue::extend(std::span<const Receipt> receipts,
                                           Duration visibility_timeout) {
    return queue_.extend(receipts, visibility_timeout);
}

}  // namespace scan::sim
