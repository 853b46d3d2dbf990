#include "base/utf8.h"

#include <algorithm>

namespace scan {
namespace {

struct Lead {
    std::size_t length;
    unsigned char second_min;
    unsigned char second_max;
};

constexpr Lead kNoLead{0, 0, 0};

Lead lead_of(unsigned char byte) {
    if (byte < 0x80) return {1, 0, 0};
    if (byte < 0xC2) return kNoLead;
    if (byte < 0xE0) return {2, 0x80, 0xBF};
    if (byte == 0xE0) return {3, 0xA0, 0xBF};
    if (byte == 0xED) return {3, 0x80, 0x9F};
    if (byte < 0xF0) return {3, 0x80, 0xBF};
    if (byte == 0xF0) return {4, 0x90, 0xBF};
    if (byte < 0xF4) return {4, 0x80, 0xBF};
    if (byte == 0xF4) return {4, 0x80, 0x8F};
    return kNoLead;
}

unsigned char byte_at(std::string_view text, std::size_t index) {
    return static_cast<unsigned char>(text[index]);
}

bool is_continuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

}  // namespace

std::size_t utf8_length(std::string_view text) {
    if (text.empty()) return 0;
    const Lead lead = lead_of(byte_at(text, 0));
    if (lead.length <= 1) return lead.length;
    if (text.size() < lead.length) return 0;
    const unsigned char second = byte_at(text, 1);
    if (second < lead.second_min || second > lead.second_max) return 0;
    for (std::size_t i = 2; i < lead.length; ++i) {
        if (!is_continuation(byte_at(text, i))) return 0;
    }
    return lead.length;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::size_t utf16_units(std::string_view text) {
    // Every character starts one unit; those of four bytes take a surrogate pair.
    return static_cast<std::size_t>(std::ranges::count_if(
               text, [](char c) { return !is_continuation(static_cast<unsigned char>(c)); })) +
           static_cast<std::size_t>(std::ranges::count_if(
               text, [](char c) { return static_cast<unsigned char>(c) >= 0xF0; }));
}

}  // namespace scan
