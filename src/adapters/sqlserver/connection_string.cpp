#include "adapters/sqlserver/connection_string.h"

#include <algorithm>

#include "adapters/sqlserver/sqlserver_key.h"

namespace scan {
namespace {

bool is_quote(char c) {
    return c == '{' || c == '\'' || c == '"';
}

// The value at the front of `rest`, which it is taken from: {braced}, 'quoted', "quoted" or up to
// the semicolon.
std::string take_value(std::string_view& rest) {
    const char open = rest.empty() ? ';' : rest.front();
    std::string value;
    if (!is_quote(open)) {
        const std::size_t end = std::min(rest.find(';'), rest.size());
        value = trim(rest.substr(0, end));
        rest.remove_prefix(end);
        return value;
    }
    const char close = open == '{' ? '}' : open;
    rest.remove_prefix(1);
    while (!rest.empty()) {
        const char c = rest.front();
        rest.remove_prefix(1);
        if (c == close) {
            // A doubled mark stands for itself.
            if (rest.empty() || rest.front() != close) break;
            rest.remove_prefix(1);
        }
        value += c;
    }
    return value;
}

// The kinds of the keys of `text`, as far as its semicolons tell them apart.
std::vector<SqlServerKey> kinds_in(std::string_view text) {
    std::vector<SqlServerKey> kinds;
    while (!text.empty()) {
        const std::string_view pair = text.substr(0, text.find(';'));
        text.remove_prefix(std::min(pair.size() + 1, text.size()));
        kinds.push_back(kind_of_key(lower(trim(pair.substr(0, pair.find('='))))));
    }
    return kinds;
}

}  // namespace

std::string lower(std::string_view text) {
    std::string lowered(text);
    for (char& c : lowered) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lowered;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

bool is_sqlserver_string(std::string_view text) {
    const std::size_t equals = text.find('=');
    // A scheme has no = before its colon.
    if (equals == text.npos || text.find(':') < equals) return false;
    const auto kinds = kinds_in(text);
    if (std::ranges::find(kinds, SqlServerKey::server) != kinds.end()) return true;
    // These are words of libpq too, whose pairs have no ; between them.
    const bool is_word_of_others =
        kinds.front() == SqlServerKey::user || kinds.front() == SqlServerKey::password ||
        kinds.front() == SqlServerKey::port || kinds.front() == SqlServerKey::application_name;
    return kinds.front() != SqlServerKey::unknown && (!is_word_of_others || kinds.size() > 1);
}

std::expected<std::vector<ConnectionPair>, std::string> split_connection_string(
    std::string_view text) {
    std::vector<ConnectionPair> pairs;
    bool is_behind_password = false;
    while (true) {
        while (!text.empty() && (text.front() == ';' || text.front() == ' ')) text.remove_prefix(1);
        if (text.empty()) return pairs;
        const std::size_t equals = text.find('=');
        if (equals == text.npos) return std::unexpected("a key without a value");
        ConnectionPair pair{.key = lower(trim(text.substr(0, equals))),
                            .value = {},
                            .is_behind_password = is_behind_password};
        text = trim(text.substr(equals + 1));
        const bool is_bare = text.empty() || !is_quote(text.front());
        pair.value = take_value(text);
        text = trim(text);
        if (!text.empty() && text.front() != ';') {
            return std::unexpected("a value without a ; behind it");
        }
        is_behind_password = is_bare && kind_of_key(pair.key) == SqlServerKey::password;
        pairs.push_back(std::move(pair));
    }
}

}  // namespace scan
