#include "adapters/sqlserver/utf16.h"

#include <array>

#include "base/utf8.h"

namespace scan {
namespace {

constexpr char32_t kReplacement = 0xfffd;
constexpr char32_t kFirstOfTwoUnits = 0x10000;

char32_t code_point(std::string_view character) {
    constexpr std::array<unsigned, 5> kLeadBits{0, 0x7f, 0x1f, 0x0f, 0x07};
    char32_t point = static_cast<unsigned char>(character.front()) & kLeadBits[character.size()];
    for (const char c : character.substr(1)) {
        point = point << 6 | (static_cast<unsigned char>(c) & 0x3fu);
    }
    return point;
}

bool is_high(char16_t unit) {
    return unit >= 0xd800 && unit <= 0xdbff;
}

bool is_low(char16_t unit) {
    return unit >= 0xdc00 && unit <= 0xdfff;
}

void append(std::string& utf8, char32_t point) {
    const auto tail = [&](int shift) {
        utf8 += static_cast<char>(0x80 | ((point >> shift) & 0x3f));
    };
    if (point < 0x80) {
        utf8 += static_cast<char>(point);
    } else if (point < 0x800) {
        utf8 += static_cast<char>(0xc0 | point >> 6);
        tail(0);
    } else if (point < kFirstOfTwoUnits) {
        utf8 += static_cast<char>(0xe0 | point >> 12);
        tail(6);
        tail(0);
    } else {
        utf8 += static_cast<char>(0xf0 | point >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

}  // namespace

std::u16string utf16_of(std::string_view utf8) {
    std::u16string utf16;
    utf16.reserve(utf8.size());
    while (!utf8.empty()) {
        const std::size_t length = utf8_length(utf8);
        const char32_t point = length == 0 ? kReplacement : code_point(utf8.substr(0, length));
        if (point < kFirstOfTwoUnits) {
            utf16 += static_cast<char16_t>(point);
        } else {
            utf16 += static_cast<char16_t>(0xd800 + ((point - kFirstOfTwoUnits) >> 10));
            utf16 += static_cast<char16_t>(0xdc00 + ((point - kFirstOfTwoUnits) & 0x3ff));
        }
        utf8.remove_prefix(length == 0 ? 1 : length);
    }
    return utf16;
}

std::string utf8_of(std::u16string_view utf16) {
    std::string utf8;
    utf8.reserve(utf16.size());
    for (std::size_t i = 0; i < utf16.size(); ++i) {
        const char16_t unit = utf16[i];
        if (is_high(unit) && i + 1 < utf16.size() && is_low(utf16[i + 1])) {
            append(utf8, kFirstOfTwoUnits + ((unit - 0xd800u) << 10) + (utf16[++i] - 0xdc00u));
        } else {
            append(utf8, is_high(unit) || is_low(unit) ? kReplacement : char32_t{unit});
        }
    }
    return utf8;
}

}  // namespace scan
