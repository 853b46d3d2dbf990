#include "pipeline/processing/held_deliveries.h"

namespace scan {
namespace {

// In an outage of days each of thousands of messages may be asked for: calls are paid for.
constexpr Duration kDeniedInterval = std::chrono::minutes(5);

}  // namespace

void HeldDeliveries::add(std::span<const Delivery> deliveries, Instant asked,
                         Duration visibility_timeout) {
    const MutexLock lock(mutex_);
    for (const Delivery& delivery : deliveries)
        hidden_[delivery.receipt] = Hidden::since(asked, visibility_timeout);
    if (!deliveries.empty()) empty_polls_ = 0;
}

void HeldDeliveries::found_none() {
    const MutexLock lock(mutex_);
    ++empty_polls_;
}

std::size_t HeldDeliveries::empty_polls() const {
    const MutexLock lock(mutex_);
    return empty_polls_;
}

void HeldDeliveries::remove(std::span<const Receipt> receipts) {
    const MutexLock lock(mutex_);
    for (const Receipt& receipt : receipts) hidden_.erase(receipt);
}

bool HeldDeliveries::is_ours(const Receipt& receipt) const {
    const MutexLock lock(mutex_);
    return hidden_.contains(receipt);
}

std::vector<Receipt> HeldDeliveries::due(Instant now, std::size_t count_max) const {
    const MutexLock lock(mutex_);
    std::vector<Receipt> receipts;
    for (const auto& [receipt, hidden] : hidden_) {
        if (receipts.size() == count_max) break;
        if (now >= hidden.due_at) receipts.push_back(receipt);
    }
    return receipts;
}

void HeldDeliveries::prolonged(const Receipt& receipt, Instant asked, Duration visibility_timeout) {
    const MutexLock lock(mutex_);
    // It may have been acknowledged while the queue was being asked.
    if (const auto held = hidden_.find(receipt); held != hidden_.end())
        held->second = Hidden::since(asked, visibility_timeout);
}

void HeldDeliveries::denied(const Receipt& receipt, Instant now) {
    const MutexLock lock(mutex_);
    const auto held = hidden_.find(receipt);
    if (held != hidden_.end() && now >= held->second.until)
        held->second.due_at = now + kDeniedInterval;
}

void HeldDeliveries::lapsed(const Receipt& receipt) {
    const MutexLock lock(mutex_);
    hidden_.erase(receipt);
}

}  // namespace scan
