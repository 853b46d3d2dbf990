#include "sim/watched_dead_letters.h"

namespace scan::sim {

Result<std::vector<Delivery>> WatchedDeadLetters::receive(const ReceiveRequest& request,
                                                          std::stop_token stop) {
    // A wait would stop the world.
    ReceiveRequest at_once = request;
    at_once.wait = Duration::zero();
    auto deliveries = queue_.receive(at_once, stop);
    for (const Delivery& delivery : *deliveries) bodies_[delivery.receipt] = delivery.body;
    return deliveries;
}

std::vector<Result<>> WatchedDeadLetters::acknowledge(std::span<const Receipt> receipts) {
    auto results = queue_.acknowledge(receipts);
    for (std::size_t i = 0; i < receipts.size(); ++i) {
        if (!results[i]) continue;
        const std::string& body = bodies_[receipts[i]];
        if (sent_) {
            around_.events.sent_back(body, sent_->contains(body));
        } else {
            around_.events.acknowledged(body);
        }
    }
    return results;
}

}  // namespace scan::sim
