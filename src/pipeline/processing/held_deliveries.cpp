#include "pipeline/held_deliveries.h"

namespace scan {

void HeldDeliveries::add(std::span<const Delivery> deliveries, Instant asked) {
    const std::scoped_lock lock(mutex_);
    for (const Delivery& delivery : deliveries) hidden_since_[delivery.receipt] = asked;
    if (!deliveries.empty()) empty_polls_ = 0;
}

void HeldDeliveries::found_none() {
    const std::scoped_lock lock(mutex_);
    ++empty_polls_;
}

std::size_t HeldDeliveries::empty_polls() const {
    const std::scoped_lock lock(mutex_);
    return empty_polls_;
}

void HeldDeliveries::remove(std::span<const Receipt> receipts) {
    const std::scoped_lock lock(mutex_);
    for (const Receipt& receipt : receipts) hidden_since_.erase(receipt);
}

bool HeldDeliveries::is_ours(const Receipt& receipt) const {
    const std::scoped_lock lock(mutex_);
    return hidden_since_.contains(receipt);
}

std::vector<Receipt> HeldDeliveries::due(Instant now, std::size_t count_max) const {
    const std::scoped_lock lock(mutex_);
    std::vector<Receipt> receipts;
    for (const auto& [receipt, since] : hidden_since_) {
        if (receipts.size() == count_max) break;
        if (now >= since + visibility_timeout_ / 2) receipts.push_back(receipt);
    }
    return receipts;
}

void HeldDeliveries::prolonged(const Receipt& receipt, Instant asked) {
    const std::scoped_lock lock(mutex_);
    // It may have been acknowledged while the queue was being asked.
    if (const auto held = hidden_since_.find(receipt); held != hidden_since_.end())
        held->second = asked;
}

void HeldDeliveries::lapsed(const Receipt& receipt) {
    const std::scoped_lock lock(mutex_);
    hidden_since_.erase(receipt);
}

}  // namespace scan
