#include "adapters/sql/format/json_rows.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/utf8.h"

namespace scan {
namespace {

constexpr std::uint32_t kReplacement = 0xfffd;  // stands for bytes that are no UTF-8

bool is_plain(char c) {
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
}

void append_escape(std::string& json, std::uint32_t unit) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    json += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) json += kDigits[(unit >> shift) & 0xf];
}

std::uint32_t code_point(std::string_view character) {
    constexpr std::array<unsigned, 5> kLeadBits{0, 0x7f, 0x1f, 0x0f, 0x07};
    std::uint32_t point =
        static_cast<unsigned char>(character.front()) & kLeadBits[character.size()];
    for (const char c : character.substr(1)) {
        point = point << 6 | (static_cast<unsigned char>(c) & 0x3fu);
    }
    return point;
}

void append_code_point(std::string& json, std::uint32_t point) {
    constexpr std::uint32_t kFirstOfTwoUnits = 0x10000;
    if (point < kFirstOfTwoUnits) return append_escape(json, point);
    append_escape(json, 0xd800 + ((point - kFirstOfTwoUnits) >> 10));
    append_escape(json, 0xdc00 + ((point - kFirstOfTwoUnits) & 0x3ff));
}

}  // namespace

void JsonRows::begin_row() {
    if (json_.empty()) {
        json_ = "[{";
    } else {
        json_ += "},{";
    }
    ++count_;
}

void JsonRows::begin_member(std::string_view name) {
    if (json_.back() != '{') json_ += ',';
    json_ += '"';
    json_ += name;
    json_ += "\":";
}

void JsonRows::add(std::string_view name, std::int64_t value) {
    begin_member(name);
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    json_.append(digits.data(), end);
}

void JsonRows::add(std::string_view name, std::string_view text) {
    begin_member(name);
    json_ += '"';
    while (!text.empty()) {
        const auto plain =
            static_cast<std::size_t>(std::ranges::find_if_not(text, is_plain) - text.begin());
        json_ += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) break;
        const std::size_t length = utf8_length(text);
        if (text.front() == '"' || text.front() == '\\') {
            json_ += '\\';
            json_ += text.front();
        } else {
            append_code_point(json_,
                              length == 0 ? kReplacement : code_point(text.substr(0, length)));
        }
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    json_ += '"';
}

std::string JsonRows::take() {
    std::string json = std::move(json_);
    json += json.empty() ? "[]" : "}]";
    json_.clear();
    count_ = 0;
    return json;
}

}  // namespace scan
