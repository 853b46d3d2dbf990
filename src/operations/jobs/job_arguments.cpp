#include "operations/jobs/job_arguments.h"

#include <fmt/format.h>

#include <charconv>

namespace scan {
namespace {

// What follows `"key":`.
std::optional<std::string_view> value_of(std::string_view json, std::string_view key) {
    const std::string mark = fmt::format("\"{}\":", key);
    const std::size_t at = json.find(mark);
    if (at == json.npos) return std::nullopt;
    return json.substr(at + mark.size());
}

// What json_quote wrote as a backslash and the character at `at`, which is moved to the last that belongs
// to it.
std::string unescaped(std::string_view json, std::size_t& at) {
    constexpr std::size_t kHexDigits = 4;
    constexpr unsigned kControlEnd = 0x20;
    const char kind = at < json.size() ? json[at] : '"';
    switch (kind) {
        case 'n': return "\n";
        case 'u': {
            // Control characters are written so, and what stands for a byte that is no UTF-8.
            unsigned value = 0;
            const std::string_view digits = json.substr(at + 1, kHexDigits);
            std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
            at += kHexDigits;
            return value < kControlEnd ? std::string(1, static_cast<char>(value)) : "\uFFFD";
        }
        default: return std::string(1, kind);
    }
}

}  // namespace

std::optional<std::int64_t> number_in(std::string_view json, std::string_view key) {
    const auto text = value_of(json, key);
    if (!text) return std::nullopt;
    std::int64_t value = 0;
    const auto [rest, fault] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (fault != std::errc()) return std::nullopt;
    return value;
}

std::optional<std::string> text_in(std::string_view json, std::string_view key) {
    const auto quoted = value_of(json, key);
    if (!quoted || !quoted->starts_with('"')) return std::nullopt;
    std::string text;
    for (std::size_t at = 1; at < quoted->size(); ++at) {
        const char each = (*quoted)[at];
        if (each == '"') return text;
        if (each == '\\') {
            text += unescaped(*quoted, ++at);
        } else {
            text += each;
        }
    }
    return std::nullopt;
}

}  // namespace scan
