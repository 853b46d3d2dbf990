#pragma once

#include <compare>
#include <cstdint>
#include <optional>

#include "pipeline/ports/event_queue.h"

namespace scan {

// The meaning of a receipt: one receive of one message.
struct MessageReceipt {
    std::int64_t id = 0;
    std::int64_t receive_count = 0;

    auto operator<=>(const MessageReceipt&) const = default;
};

Receipt write_receipt(const MessageReceipt& receipt);

// nullopt: this queue has written no such receipt.
std::optional<MessageReceipt> read_receipt(const Receipt& receipt);

}  // namespace scan
