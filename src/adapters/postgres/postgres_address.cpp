#include "adapters/postgres/postgres_address.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <ranges>

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

// One, or one for each of several hosts; an empty one is the default.
bool are_ports(std::string_view list) {
    return std::ranges::all_of(std::views::split(list, ','), [](const auto& part) {
        const std::string_view text(part);
        constexpr int kPortMax = 65535;
        int port = 0;
        const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), port);
        return text.empty() || (error == std::errc() && rest == text.data() + text.size() &&
                                port >= 1 && port <= kPortMax);
    });
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

std::string said(const Options& url, const Options& environment, const char* key) {
    if (const auto found = url.find(key); found != url.end()) return found->second;
    const auto found = environment.find(key);
    return found == environment.end() ? "" : found->second;
}

bool names_several_hosts(const Options& url, const Options& environment) {
    return said(url, environment, "host").contains(',') ||
           said(url, environment, "hostaddr").contains(',');
}

// A socket's folder is a host for libpq, too; none is the folder that it was built with.
bool is_on_this_machine(std::string_view host) {
    return host.empty() || host.starts_with('/') || host.starts_with('@') || host == "localhost" ||
           host == "::1" || host.starts_with("127.");
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

bool is_parameter_name(std::string_view text) {
    constexpr std::size_t kNameMax = 40;
    return text.size() <= kNameMax && std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
           });
}

bool is_known_parameter(std::string_view name) {
    const OptionList all(PQconndefaults());
    for (const PQconninfoOption* option = all.get(); option && option->keyword; ++option) {
        if (name == option->keyword) return true;
    }
    // Which JDBC has, and libpq takes if it is true.
    return name == "ssl";
}

// The first parameter of `url` that libpq does not know; "": there is none, or it could be a part of
// a password, in which a ? was not written as %3F.
std::string_view unknown_parameter(std::string_view url) {
    const std::size_t question = url.find('?');
    if (question == url.npos || url.find('@', question) != url.npos) return {};
    for (std::string_view rest = url.substr(question); !rest.empty();) {
        const std::string_view pair = rest.substr(1, rest.find('&', 1) - 1);
        const std::string_view name = pair.substr(0, pair.find('='));
        if (is_parameter_name(name) && !is_known_parameter(name)) return name;
        rest.remove_prefix(pair.size() + 1);
    }
    return {};
}

}  // namespace

bool PostgresAddress::is_key_value_string(std::string_view text) {
    const std::size_t equals = text.find('=');
    // A URL has a colon before its parameters, and a string of SQL Server a ; between its pairs.
    if (equals == text.npos || text.find(':') < equals || text.contains(';')) return false;
    return parse_url(std::string(text)).has_value();
}

std::expected<PostgresAddress, std::string> PostgresAddress::parse(std::string_view url) {
    PostgresAddress address;
    address.url_ = url;
    if (!url.starts_with("postgresql://") && !url.starts_with("postgres://")) {
        return std::unexpected("not a URL that begins with postgresql://");
    }
    const std::optional<Options> options = parse_url(address.url_);
    if (options && options->contains("port") && !are_ports(options->at("port")))
        return std::unexpected("a port that is not 1 to 65535");
    if (!options) {
        if (const auto unknown = unknown_parameter(url); !unknown.empty()) {
            return std::unexpected(fmt::format("an unknown parameter \"{}\"", unknown));
        }
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
    const auto value = [&](const char* key) { return said(from_url, other, key); };
    const std::string host = value("host").empty() ? value("hostaddr") : value("host");
    const std::string database = value("dbname").empty() ? value("user") : value("dbname");
    return fmt::format("PostgreSQL database {} at {}:{}", database,
                       host.empty() ? "the local socket" : host, value("port"));
}

std::string PostgresAddress::open_transport() const {
    const Options from_url = parse_url(url_).value_or(Options());
    const Options environment = defaults();
    std::string mode = said(from_url, environment, "sslmode");
    if (mode != "disable" && mode != "allow" && mode != "prefer") return "";
    const std::string address = said(from_url, environment, "hostaddr");
    const std::string hosts = address.empty() ? said(from_url, environment, "host") : address;
    for (std::size_t begin = 0; begin <= hosts.size();) {
        const std::size_t end = std::min(hosts.find(',', begin), hosts.size());
        if (!is_on_this_machine(std::string_view(hosts).substr(begin, end - begin))) return mode;
        begin = end + 1;
    }
    return "";
}

bool PostgresAddress::has_user_password() const {
    return parse_url(url_).value_or(Options()).contains("password");
}

std::string PostgresAddress::connect_string(Duration timeout, const DatabaseLogin& login) const {
    using std::chrono::milliseconds;
    using std::chrono::seconds;
    Options from_url = parse_url(url_).value_or(Options());
    if (!login.user.empty()) from_url["user"] = login.user;
    if (!login.password.empty()) from_url["password"] = login.password;
    Options environment = defaults();
    std::string text;
    for (const auto& [key, value] : from_url) text += fmt::format("{}={} ", key, in_quotes(value));

    // libpq rounds a connect_timeout of 1 up to 2.
    const auto whole_seconds =
        std::max(std::chrono::ceil<seconds>(timeout / 2), seconds(2)).count();
    const auto keepalive_seconds =
        std::max(std::chrono::floor<seconds>(timeout / 4), seconds(1)).count();
    std::map<std::string, std::string> ours{
        {"connect_timeout", std::to_string(whole_seconds)},
        // A peer that is gone without a word: what was sent stays unacknowledged, or keepalives do.
        {"tcp_user_timeout", std::to_string(std::chrono::ceil<milliseconds>(timeout / 2).count())},
        {"keepalives_idle", std::to_string(keepalive_seconds)},
        {"keepalives_interval", std::to_string(keepalive_seconds)},
        {"keepalives_count", "2"},
        {"fallback_application_name", "scan-event-worker"},
    };
    // Only of several: a command that looks may be pointed at a standby. libpq's own default counts as unsaid.
    if (names_several_hosts(from_url, environment) &&
        std::getenv("PGTARGETSESSIONATTRS") == nullptr) {
        ours.emplace("target_session_attrs", "read-write");
        environment.erase("target_session_attrs");
    }
    for (const auto& [key, value] : ours) {
        const auto in_environment = environment.find(key);
        const bool is_said = from_url.contains(key) || (in_environment != environment.end() &&
                                                        !in_environment->second.empty());
        if (!is_said) text += fmt::format("{}={} ", key, in_quotes(value));
    }
    return text;
}

}  // namespace scan
