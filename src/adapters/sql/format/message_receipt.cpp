#include "adapters/sql/format/message_receipt.h"

#include <fmt/format.h>

#include <charconv>

namespace scan {

Receipt write_receipt(const MessageReceipt& receipt) {
    return {fmt::format("{}:{}", receipt.id, receipt.receive_count)};
}

std::optional<MessageReceipt> read_receipt(const Receipt& receipt) {
    MessageReceipt read;
    const char* const end = receipt.value.data() + receipt.value.size();
    const auto id = std::from_chars(receipt.value.data(), end, read.id);
    if (id.ec != std::errc() || id.ptr == end || *id.ptr != ':') return std::nullopt;
    const auto count = std::from_chars(id.ptr + 1, end, read.receive_count);
    if (count.ec != std::errc() || count.ptr != end) return std::nullopt;
    return read;
}

}  // namespace scan
