#include "admin/http/request_target.h"

#include <algorithm>
#include <optional>

#include "base/control_character.h"
#include "base/percent_encoding.h"

namespace scan {
namespace {

std::optional<std::string> decoded(std::string_view text) {
    auto plain = percent_decode(text);
    if (!plain || has_control_character(*plain)) return std::nullopt;
    return plain;
}

// A form's text: a plus is a space.
std::optional<std::string> decoded_value(std::string_view text) {
    std::string spaced(text);
    std::ranges::replace(spaced, '+', ' ');
    return decoded(spaced);
}

template <class Take>
bool split(std::string_view text, char at, const Take& take) {
    while (true) {
        const std::size_t end = text.find(at);
        if (!take(text.substr(0, end))) return false;
        if (end == text.npos) return true;
        text.remove_prefix(end + 1);
    }
}

}  // namespace

std::expected<RequestTarget, std::string> parse_target(std::string_view target) {
    if (!target.starts_with('/')) return std::unexpected("the target is no path");
    target = target.substr(0, target.find('#'));
    const std::size_t mark = target.find('?');
    const std::string_view path = target.substr(1, mark == target.npos ? mark : mark - 1);
    RequestTarget parsed;
    const bool is_path = split(path, '/', [&](std::string_view segment) {
        auto plain = decoded(segment);
        if (!plain || *plain == "." || *plain == "..") return false;
        parsed.path.push_back(std::move(*plain));
        return true;
    });
    if (!is_path) return std::unexpected("the path has a bad escape or a segment . or ..");
    if (parsed.path.size() == 1 && parsed.path.front().empty()) parsed.path.clear();
    if (mark == target.npos) return parsed;
    const bool is_query = split(target.substr(mark + 1), '&', [&](std::string_view pair) {
        if (pair.empty()) return true;
        const std::size_t equals = pair.find('=');
        auto name = decoded_value(pair.substr(0, equals));
        auto value = decoded_value(equals == pair.npos ? "" : pair.substr(equals + 1));
        if (!name || !value) return false;
        parsed.query.emplace_back(std::move(*name), std::move(*value));
        return true;
    });
    if (!is_query) return std::unexpected("the query has a bad escape");
    return parsed;
}

}  // namespace scan
