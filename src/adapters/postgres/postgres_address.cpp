#include "adapters/postgres/postgres_address.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>

namespace scan {
namespace {

using Options = std::map<std::string, std::string>;

struct FreeOptions {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using OptionList = std::unique_ptr<PQconninfoOption, FreeOptions>;

Options given(const OptionList& list) {
    Options options;
    for (const PQconninfoOption* option = list.get();
         option != nullptr && option->keyword != nullptr; ++option) {
        if (option->val != nullptr) options.emplace(option->keyword, option->val);
    }
    return options;
}

std::optional<Options> parse_url(const std::string& url) {
    char* complaint = nullptr;
    const OptionList list(PQconninfoParse(url.c_str(), &complaint));
    PQfreemem(complaint);
    if (!list) return std::nullopt;
    return given(list);
}

// What libpq uses where the URL is silent: the environment, the service file, its own defaults.
Options defaults() {
    return given(OptionList(PQconndefaults()));
}

std::string in_quotes(std::string_view value) {
    std::string text = "'";
    for (const char c : value) {
        if (c == '\'' || c == '\\') text += '\\';
        text += c;
    }
    return text + "'";
}

constexpr std::string_view kHidden = "***";

// libpq decodes the names of parameters too; nobody writes a harmless one with a %.
bool is_secret(std::string_view parameter) {
    return parameter == "password" || parameter == "sslpassword" || parameter.contains('%');
}

// The URL as it is written, but for the user's password and the parameters that hold one.
std::string without_secrets(std::string_view url) {
    const std::size_t begin = url.find("://") + 3;
    const std::size_t end = std::min(url.find('/', begin), url.size());
    const std::size_t at = url.substr(0, end).rfind('@');
    // Only a user's part may hold a ? before the parameters.
    const std::size_t user_end = at == url.npos || at < begin ? begin : at;
    const std::size_t colon = url.substr(0, user_end).find(':', begin);
    std::string text(url.substr(0, std::min(colon, user_end)));
    if (colon != url.npos) text.append(":").append(kHidden);

    const std::size_t question = std::min(url.find('?', user_end), url.size());
    text += url.substr(user_end, question - user_end);
    for (std::string_view rest = url.substr(question); !rest.empty();) {
        const std::string_view pair = rest.substr(0, rest.find('&', 1));
        const std::size_t equals = pair.find('=');
        const bool is_hidden = equals != pair.npos && is_secret(pair.substr(1, equals - 1));
        text += is_hidden ? pair.substr(0, equals + 1) : pair;
        if (is_hidden) text += kHidden;
        rest.remove_prefix(pair.size());
    }
    return text;
}

// Whether libpq, which decides where a password begins and ends, finds none in the URL.
bool is_without_secrets(const std::string& url) {
    const std::optional<Options> options = parse_url(url);
    return options && std::ranges::all_of(*options, [](const Options::value_type& option) {
               return !is_secret(option.first) || option.second.empty() || option.second == kHidden;
           });
}

}  // namespace

std::expected<PostgresAddress, std::string> PostgresAddress::parse(std::string_view url) {
    PostgresAddress address;
    address.url_ = url;
    if (!url.starts_with("postgresql://") && !url.starts_with("postgres://")) {
        return std::unexpected("not a URL that begins with postgresql://");
    }
    if (!parse_url(address.url_)) {
        return std::unexpected(
            "not a URL that PostgreSQL understands (an unknown parameter, or a character that must "
            "be written as %XX)");
    }
    address.text_ = without_secrets(url);
    if (!is_without_secrets(address.text_)) {
        return std::unexpected(
            "not clear where its password begins (in a host and a password ? @ : / and [ must be "
            "written as %XX)");
    }
    return address;
}

std::string PostgresAddress::location() const {
    const Options from_url = parse_url(url_).value_or(Options());
    const Options other = defaults();
    const auto value = [&](const std::string& key) -> std::string {
        if (const auto found = from_url.find(key); found != from_url.end()) return found->second;
        const auto found = other.find(key);
        return found == other.end() ? "" : found->second;
    };
    const std::string host = value("host").empty() ? value("hostaddr") : value("host");
    const std::string database = value("dbname").empty() ? value("user") : value("dbname");
    return fmt::format("PostgreSQL database {} at {}:{}", database,
                       host.empty() ? "the local socket" : host, value("port"));
}

std::string PostgresAddress::connect_string(Duration timeout) const {
    using std::chrono::milliseconds;
    using std::chrono::seconds;
    const Options from_url = parse_url(url_).value_or(Options());
    const Options environment = defaults();
    std::string text;
    for (const auto& [key, value] : from_url) text += fmt::format("{}={} ", key, in_quotes(value));

    // libpq rounds a connect_timeout of 1 up to 2.
    const auto whole_seconds =
        std::max(std::chrono::ceil<seconds>(timeout / 2), seconds(2)).count();
    const auto keepalive_seconds =
        std::max(std::chrono::floor<seconds>(timeout / 4), seconds(1)).count();
    const std::map<std::string, std::string> ours{
        {"connect_timeout", std::to_string(whole_seconds)},
        // A peer that is gone without a word: what was sent stays unacknowledged, or keepalives do.
        {"tcp_user_timeout", std::to_string(std::chrono::ceil<milliseconds>(timeout / 2).count())},
        {"keepalives_idle", std::to_string(keepalive_seconds)},
        {"keepalives_interval", std::to_string(keepalive_seconds)},
        {"keepalives_count", "2"},
        {"fallback_application_name", "scan-event-worker"},
    };
    for (const auto& [key, value] : ours) {
        const auto in_environment = environment.find(key);
        const bool is_said = from_url.contains(key) || (in_environment != environment.end() &&
                                                        !in_environment->second.empty());
        if (!is_said) text += fmt::format("{}={} ", key, in_quotes(value));
    }
    return text;
}

}  // namespace scan
