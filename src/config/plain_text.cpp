#include "config/plain_text.h"

#include "base/json_text.h"

namespace scan {
namespace {

constexpr std::size_t kQuotedMax = 80;

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

}  // namespace

std::string in_quotes(std::string_view text) {
    if (text.size() <= kQuotedMax) return json_quote(text);
    std::size_t end = kQuotedMax;
    while (end > 0 && is_continuation(text[end])) --end;
    return json_quote(text.substr(0, end)) + "...";
}

std::string name_in_quotes(std::string_view text) {
    const std::size_t end = text.find_first_of("=:@; ");
    return in_quotes(text.substr(0, end)) + (end == text.npos ? "" : "...");
}

}  // namespace scan
