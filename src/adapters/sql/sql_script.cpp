#include "adapters/sql/sql_script.h"

#include <algorithm>

namespace scan {
namespace {

constexpr std::string_view kBlank = " \t\r\n";

// Finds where the text goes on after the first `end` that follows the opening of length `open`.
std::size_t after(std::string_view text, std::size_t open, std::string_view end) {
    const std::size_t found = text.find(end, open);
    return found == std::string_view::npos ? text.size() : found + end.size();
}

std::size_t dollar_quote_length(std::string_view text) {
    const std::size_t second = text.find('$', 1);
    if (second == std::string_view::npos) return 1;
    const std::string_view tag = text.substr(1, second - 1);
    const bool is_tag = std::ranges::all_of(
        tag, [](char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
    return is_tag ? after(text, second + 1, text.substr(0, second + 1)) : 1;
}

// The length of what stands at the front of `text` and hides its semicolons; 1 for any other
// character. A doubled quote inside a string ends one string and begins the next, which comes to
// the same.
std::size_t token_length(std::string_view text) {
    if (text.starts_with("--")) return after(text, 2, "\n");
    if (text.starts_with("/*")) return after(text, 2, "*/");
    switch (text.front()) {
        case '\'': return after(text, 1, "'");
        case '"': return after(text, 1, "\"");
        case '[': return after(text, 1, "]");
        case '$': return dollar_quote_length(text);
        default: return 1;
    }
}

bool is_comment(std::string_view token) {
    return token.starts_with("--") || token.starts_with("/*");
}

}  // namespace

std::vector<std::string_view> split_script(std::string_view script) {
    std::vector<std::string_view> statements;
    std::size_t begin = std::string_view::npos;  // of the statement that is being read
    std::size_t end = 0;                         // after its last character that is not blank
    for (std::size_t at = 0; at < script.size();) {
        const std::size_t length = token_length(script.substr(at));
        const std::string_view token = script.substr(at, length);
        if (token == ";") {
            if (begin != std::string_view::npos)
                statements.push_back(script.substr(begin, end - begin));
            begin = std::string_view::npos;
        } else if (!is_comment(token) && !kBlank.contains(token.front())) {
            begin = std::min(begin, at);
            end = at + length;
        }
        at += length;
    }
    if (begin != std::string_view::npos) statements.push_back(script.substr(begin, end - begin));
    return statements;
}

}  // namespace scan
