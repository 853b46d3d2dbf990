#include "sim/judge/receipt_book.h"

#include <fmt/format.h>

namespace scan::sim {

void ReceiptBook::received(int process, const Delivery& delivery, bool answer_is_lost) {
    const std::uint64_t message = *queue_.message_of(delivery.receipt);
    if (const auto before = receipts_.find(message); before != receipts_.end()) {
        const auto held = held_.find(before->second);
        came_back(held->second, "was received again");
        held_.erase(held);
    }
    receipts_[message] = delivery.receipt.value;
    held_.emplace(delivery.receipt.value, Held{message, process, delivery.body, answer_is_lost});
}

void ReceiptBook::acknowledged(const Receipt& receipt) {
    const auto held = held_.find(receipt.value);
    if (held == held_.end()) return;
    receipts_.erase(held->second.message);
    held_.erase(held);
}

void ReceiptBook::excuse(const Receipt& receipt) {
    if (const auto held = held_.find(receipt.value); held != held_.end())
        held->second.is_excused = true;
}

void ReceiptBook::excuse_all_of(int process) {
    for (auto& [receipt, held] : held_) held.is_excused |= held.process == process;
}

std::string_view ReceiptBook::body_of(const Receipt& receipt) const {
    const auto held = held_.find(receipt.value);
    return held == held_.end() ? std::string_view() : std::string_view(held->second.body);
}

void ReceiptBook::check_dead_letters() {
    for (auto held = held_.begin(); held != held_.end();) {
        if (queue_.message_of(Receipt{held->first})) {
            ++held;
            continue;
        }
        came_back(held->second, "became a dead letter");
        receipts_.erase(held->second.message);
        held = held_.erase(held);
    }
}

void ReceiptBook::came_back(const Held& held, std::string_view how) {
    if (held.is_excused) return;
    violations_.add(Rule::no_dead_letter_by_outage,
                    fmt::format("message {} {}, though process {} held it, was alive and well, and "
                                "could prolong it",
                                held.message, how, held.process));
}

}  // namespace scan::sim
