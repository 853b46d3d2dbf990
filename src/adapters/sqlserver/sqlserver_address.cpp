#include "adapters/sqlserver/sqlserver_address.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/control_character.h"
#include "base/percent_encoding.h"

namespace scan {
namespace {

using Outcome = std::expected<void, std::string>;

std::unexpected<std::string> wrong(std::string what) {
    return std::unexpected(std::move(what));
}

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

bool is_host(std::string_view text) {
    return std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::string_view("-._:[]").contains(c);
    });
}

std::expected<std::string, std::string> decoded(std::string_view text) {
    auto plain = percent_decode(text);
    if (!plain) return wrong("a % without two hexadecimal digits");
    if (plain->contains('\0')) return wrong("a NUL");
    return *std::move(plain);
}

Outcome read_port(SqlServerAddress& address, std::string_view text) {
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), address.port);
    if (fault != std::errc() || end != text.data() + text.size() || address.port == 0) {
        return wrong("a port that is not 1 to 65535");
    }
    return {};
}

Outcome read_switch(bool& target, std::string_view value, std::string_view key) {
    const std::string word = lower(value);
    for (const std::string_view yes : {"true", "yes", "1", "require", "mandatory", "strict"}) {
        if (word == yes) {
            target = true;
            return {};
        }
    }
    for (const std::string_view no : {"false", "no", "0", "off", "optional"}) {
        if (word == no) {
            target = false;
            return {};
        }
    }
    return wrong(fmt::format("{} is neither true nor false", key));
}

bool is_numbers_from_127(std::string_view host) {
    return host.starts_with("127.") && host.find_first_not_of("0123456789.") == host.npos;
}

bool is_loopback(std::string_view host) {
    return host == "localhost" || host == "::1" || is_numbers_from_127(host);
}

// host, host:port, host,port and tcp:host,port.
Outcome read_server(SqlServerAddress& address, std::string_view text, char before_port) {
    if (lower(text).starts_with("tcp:")) text.remove_prefix(4);
    if (text.contains('\\')) return wrong("an instance's name; give its port instead");
    const std::size_t port = text.rfind(before_port);
    address.host = trim(text.substr(0, port));
    if (port == text.npos) return {};
    return read_port(address, trim(text.substr(port + 1)));
}

// What .NET and ODBC say that makes no difference here.
constexpr std::array<std::string_view, 11> kIgnored{"app",
                                                    "application name",
                                                    "command timeout",
                                                    "connect timeout",
                                                    "max pool size",
                                                    "connection timeout",
                                                    "multipleactiveresultsets",
                                                    "min pool size",
                                                    "pooling",
                                                    "persist security info",
                                                    "workstation id"};

Outcome read_pair(SqlServerAddress& address, const std::string& key, const std::string& value) {
    const auto is = [&](auto... names) { return ((key == names) || ...); };
    if (is("server", "data source", "address", "addr")) return read_server(address, value, ',');
    if (is("port")) return read_port(address, value);
    if (is("encrypt")) return read_switch(address.encrypt, value, key);
    if (is("trustservercertificate", "trust server certificate", "trust_server_certificate")) {
        return read_switch(address.trust_server_certificate, value, key);
    }
    if (is("integrated security", "trusted_connection")) {
        return wrong(key + " is not supported; give a user and a password");
    }
    if (is("database", "initial catalog")) {
        address.database = value;
    } else if (is("user id", "uid", "user")) {
        address.user = value;
    } else if (is("password", "pwd")) {
        address.password = value;
    } else if (is("driver")) {
        address.driver = value;
    } else if (is("ca_file")) {
        address.ca_file = value;
    } else if (std::ranges::find(kIgnored, key) == kIgnored.end()) {
        return wrong("an unknown key");
    }
    return {};
}

// The value at the front of `rest`, which it is taken from: {braced}, 'quoted', "quoted" or up to the semicolon.
std::string take_value(std::string_view& rest) {
    rest = trim(rest);
    const char open = rest.empty() ? ';' : rest.front();
    std::string value;
    if (open != '{' && open != '\'' && open != '"') {
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

Outcome read_connection_string(SqlServerAddress& address, std::string_view rest) {
    while (!rest.empty()) {
        const std::size_t equals = rest.find('=');
        const std::string key = lower(trim(rest.substr(0, equals)));
        if (equals == rest.npos) return key.empty() ? Outcome() : wrong("a key without a value");
        rest.remove_prefix(equals + 1);
        if (auto read = read_pair(address, key, take_value(rest)); !read) return read;
        rest = trim(rest);
        if (!rest.empty() && rest.front() != ';') return wrong("a value without a ; behind it");
        while (!rest.empty() && (rest.front() == ';' || rest.front() == ' ')) rest.remove_prefix(1);
    }
    return {};
}

Outcome read_url(SqlServerAddress& address, std::string_view rest) {
    const std::size_t question = rest.find('?');
    std::string_view query = question == rest.npos ? "" : rest.substr(question + 1);
    rest = rest.substr(0, question);
    const std::size_t slash = rest.find('/');
    const auto database = decoded(slash == rest.npos ? "" : rest.substr(slash + 1));
    if (!database) return wrong(database.error());
    address.database = *database;
    std::string_view authority = rest.substr(0, slash);
    if (const std::size_t at = authority.rfind('@'); at != authority.npos) {
        const std::string_view login = authority.substr(0, at);
        const std::size_t colon = login.find(':');
        const auto user = decoded(login.substr(0, colon));
        const auto password = decoded(colon == login.npos ? "" : login.substr(colon + 1));
        if (!user) return wrong(user.error());
        if (!password) return wrong(password.error());
        address.user = *user;
        address.password = *password;
        authority.remove_prefix(at + 1);
    }
    if (auto server = read_server(address, authority, ':'); !server) return server;
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(pair.size() + 1, query.size()));
        const std::size_t equals = pair.find('=');
        if (equals == pair.npos) return wrong("a parameter without a value");
        const auto value = decoded(pair.substr(equals + 1));
        if (!value) return wrong(value.error());
        if (auto read = read_pair(address, lower(pair.substr(0, equals)), *value); !read)
            return read;
    }
    return {};
}

}  // namespace

bool SqlServerAddress::is_connection_string(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == text.npos) return false;
    const std::string key = lower(trim(text.substr(0, equals)));
    constexpr std::array<std::string_view, 11> kKeys{
        "server",          "data source", "address", "addr",    "driver",          "database",
        "initial catalog", "user id",     "uid",     "encrypt", "application name"};
    return std::ranges::find(kKeys, key) != kKeys.end();
}

std::expected<SqlServerAddress, std::string> SqlServerAddress::parse(std::string_view text) {
    constexpr std::string_view kScheme = "sqlserver://";
    SqlServerAddress address;
    const Outcome read = text.starts_with(kScheme) ? read_url(address, text.substr(kScheme.size()))
                                                   : read_connection_string(address, text);
    if (!read) return wrong(read.error());
    if (address.host.empty()) return wrong("the host is missing");
    if (!is_host(address.host)) return wrong("a host that is neither a name nor an address");
    if (address.database.empty()) return wrong("the database is missing");
    if (address.user.empty()) return wrong("the user is missing");
    for (const std::string* part :
         {&address.database, &address.user, &address.driver, &address.ca_file}) {
        if (has_control_character(*part)) return wrong("a control character");
    }
    if (!address.encrypt && !address.trust_server_certificate && !is_loopback(address.host)) {
        return wrong(
            "a server on another host without encryption, which trust_server_certificate=true "
            "allows");
    }
    return address;
}

std::string SqlServerAddress::text() const {
    std::string url = fmt::format("sqlserver://{}{}@{}:{}/{}?encrypt={}", percent_encode(user),
                                  password.empty() ? "" : ":***", host, port,
                                  percent_encode(database), encrypt ? "require" : "off");
    if (trust_server_certificate) url += "&trust_server_certificate=true";
    if (!ca_file.empty()) url += "&ca_file=" + percent_encode(ca_file, "/");
    if (driver != SqlServerAddress().driver) url += "&driver=" + percent_encode(driver, "/");
    return url;
}

}  // namespace scan
