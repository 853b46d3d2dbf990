#include "adapters/http_feed/feed_headers.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/control_character.h"

namespace scan {
namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::size_t kHeadersMax = 32;

// What the client says of itself and of its request; HTTP breaks if they are said otherwise.
constexpr std::string_view kOwnHeaders[] = {
    "Accept", "Accept-Encoding",   "Connection", "Content-Length", "Expect", "Host",
    "TE",     "Transfer-Encoding", "Upgrade",    "User-Agent"};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view trim(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

// RFC 9110, 5.6.2.
bool is_token(std::string_view text) {
    constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::ranges::all_of(text, [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               kMarks.contains(c);
    });
}

std::expected<FeedHeader, std::string> parse_header(std::string_view entry) {
    const std::size_t colon = std::min(entry.find(':'), entry.size());
    const std::string name(trim(entry.substr(0, colon)));
    if (colon == entry.size() || !is_token(name)) return std::unexpected("not `Name: value`");
    for (const std::string_view own : kOwnHeaders) {
        if (is_same_header(name, own))
            return std::unexpected(fmt::format("{} is the worker's own", own));
    }
    const std::string_view value = trim(entry.substr(colon + 1));
    if (value.empty() || value == "@") return std::unexpected(fmt::format("{} is empty", name));
    if (has_control_character(value))
        return std::unexpected(fmt::format("{} holds a control character", name));
    if (value.starts_with('@'))
        return FeedHeader{name, Secret::in_file(std::string(value.substr(1)))};
    return FeedHeader{name, Secret::of_text(std::string(value))};
}

}  // namespace

bool is_same_header(std::string_view one, std::string_view other) {
    return std::ranges::equal(one, other, {}, lower, lower);
}

std::expected<std::vector<FeedHeader>, std::string> parse_feed_headers(std::string_view text) {
    std::vector<FeedHeader> headers;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(';'), text.size());
        const std::string_view entry = trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (entry.empty() && trim(text).empty()) break;
        auto header = parse_header(entry);
        if (!header) return std::unexpected(header.error());
        const auto is_same = [&](const FeedHeader& other) {
            return is_same_header(header->name, other.name);
        };
        if (std::ranges::any_of(headers, is_same))
            return std::unexpected(fmt::format("{} stands there twice", header->name));
        if (headers.size() == kHeadersMax)
            return std::unexpected(fmt::format("more than {} headers", kHeadersMax));
        headers.push_back(std::move(*header));
    }
    return headers;
}

std::string feed_headers_shown(const std::vector<FeedHeader>& headers) {
    std::string text;
    for (const FeedHeader& header : headers) {
        const bool is_file = !header.value.path().empty();
        text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", header.name,
                            is_file ? "@" + header.value.path() : "(hidden)");
    }
    return text;
}

}  // namespace scan
