#include "adapters/sqlserver/sqlserver_address.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "adapters/sqlserver/connection_string.h"
#include "adapters/sqlserver/sqlserver_key.h"
#include "base/control_character.h"
#include "base/percent_encoding.h"

namespace scan {
namespace {

using Outcome = std::expected<void, std::string>;

std::unexpected<std::string> wrong(std::string what) {
    return std::unexpected(std::move(what));
}

// A name, or an address of either version.
bool is_host(std::string_view text) {
    if (text.contains(':'))
        return text.find_first_not_of("0123456789abcdefABCDEF.:[]") == text.npos;
    return std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::string_view("-._").contains(c);
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

// `admin:1433` of a URL is a host and its port.
bool has_protocol(std::string_view server, std::string_view protocol, char before_port) {
    if (!lower(server).starts_with(protocol)) return false;
    const std::string_view rest = server.substr(protocol.size());
    return before_port != ':' || rest.find_first_not_of("0123456789") != rest.npos;
}

// host, host:port, host,port, each also behind tcp:
Outcome read_server(SqlServerAddress& address, std::string_view text, char before_port) {
    for (const std::string_view protocol : {"np:", "lpc:", "admin:", "via:"}) {
        if (has_protocol(text, protocol, before_port)) {
            return wrong(fmt::format("the protocol {} is not supported, only tcp:", protocol));
        }
    }
    if (has_protocol(text, "tcp:", before_port)) text.remove_prefix(4);
    if (text.contains('\\')) return wrong("an instance's name; give its port instead");
    const std::size_t port = text.rfind(before_port);
    address.host = trim(text.substr(0, port));
    // How Microsoft's drivers spell this machine.
    if (address.host == "." || lower(address.host) == "(local)") address.host = "localhost";
    if (port == text.npos) return {};
    return read_port(address, trim(text.substr(port + 1)));
}

// Collects the pairs of a connection string, or the parameters of a URL, into an address.
class PairReader {
public:
    explicit PairReader(SqlServerAddress& address) : address_(address) {}

    Outcome read(const std::string& key, const std::string& value) {
        const SqlServerKey kind = kind_of_key(key);
        if (std::string* const target = text_of(kind)) {
            *target = value;
            return {};
        }
        switch (kind) {
            case SqlServerKey::server: return read_server(address_, value, ',');
            case SqlServerKey::port: return read_port(address_, value);
            case SqlServerKey::encrypt: return read_switch(address_.encrypt, value, key);
            case SqlServerKey::trust_server_certificate:
                return read_switch(address_.trust_server_certificate, value, key);
            case SqlServerKey::ignored:
                if (!is_off(value)) address_.ignored.push_back(key);
                return {};
            case SqlServerKey::immaterial: return {};
            default: return refuse(kind, key, value);
        }
    }

    // Once all are read.
    Outcome check() const {
        const std::string host = lower(address_.host);
        std::string name = lower(name_in_certificate_);
        const bool is_wildcard =
            name.starts_with("*.") && host.ends_with(std::string_view(name).substr(1));
        if (name.empty() || name == host || is_wildcard) return {};
        return wrong(
            "hostnameincertificate is another name than the host: connect by the name in the "
            "certificate");
    }

private:
    std::string* text_of(SqlServerKey kind) {
        switch (kind) {
            case SqlServerKey::database: return &address_.database;
            case SqlServerKey::user: return &address_.user;
            case SqlServerKey::password: return &address_.password;
            case SqlServerKey::driver: return &address_.driver;
            case SqlServerKey::ca_file: return &address_.ca_file;
            case SqlServerKey::application_name: return &address_.application_name;
            case SqlServerKey::name_in_certificate: return &name_in_certificate_;
            default: return nullptr;
        }
    }

    static bool is_off(std::string_view value) {
        const std::string word = lower(value);
        return word.empty() || word == "false" || word == "no" || word == "0" || word == "disabled";
    }

    // What only one value can be taken of.
    static Outcome refuse(SqlServerKey kind, const std::string& key, const std::string& value) {
        const std::string word = lower(value);
        switch (kind) {
            case SqlServerKey::application_intent:
                if (word.empty() || word == "readwrite") return {};
                return wrong(fmt::format("{} is not readwrite, and the worker writes", key));
            case SqlServerKey::authentication:
                if (word.empty() || word == "sqlpassword" || word == "notspecified") return {};
                return wrong(fmt::format("{} is not supported but as SqlPassword", key));
            case SqlServerKey::integrated_security:
                if (is_off(value)) return {};
                return wrong(fmt::format("{} is not supported; give a user and a password", key));
            case SqlServerKey::unsupported:
                if (is_off(value)) return {};
                return wrong(fmt::format("{} is not supported", key));
            default: break;
        }
        if (key.size() > kNamedMax || !std::ranges::all_of(key, is_in_a_key)) {
            return wrong("an unknown key");
        }
        return wrong(fmt::format("an unknown key \"{}\"", key));
    }

    static bool is_in_a_key(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ' ' || c == '_';
    }

    static constexpr std::size_t kNamedMax = 40;

    SqlServerAddress& address_;
    std::string name_in_certificate_;
};

Outcome read_connection_string(SqlServerAddress& address, std::string_view text) {
    const auto pairs = split_connection_string(text);
    if (!pairs) return wrong(pairs.error());
    PairReader reader(address);
    for (const ConnectionPair& pair : *pairs) {
        if (pair.is_behind_password && kind_of_key(pair.key) == SqlServerKey::unknown) {
            // It may be a part of the password, which is not told.
            return wrong(
                "no key stands behind the ; of the password: a password with a ; is written in "
                "{braces} or quotes");
        }
        if (auto read = reader.read(pair.key, pair.value); !read) return read;
    }
    return reader.check();
}

Outcome read_login(SqlServerAddress& address, std::string_view login) {
    const std::size_t colon = login.find(':');
    auto user = decoded(login.substr(0, colon));
    auto password = decoded(colon == login.npos ? "" : login.substr(colon + 1));
    if (!user) return wrong(user.error());
    if (!password) return wrong(password.error());
    address.user = *std::move(user);
    address.password = *std::move(password);
    return {};
}

Outcome read_query(SqlServerAddress& address, std::string_view query) {
    // Else a part of the password would be taken for a key.
    if (query.contains('@')) return wrong("a ? in a password, which must be written as %3F");
    PairReader reader(address);
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(pair.size() + 1, query.size()));
        const std::size_t equals = pair.find('=');
        if (equals == pair.npos) return wrong("a parameter without a value");
        const auto value = decoded(pair.substr(equals + 1));
        if (!value) return wrong(value.error());
        if (auto read = reader.read(lower(pair.substr(0, equals)), *value); !read) return read;
    }
    return reader.check();
}

Outcome read_url(SqlServerAddress& address, std::string_view rest) {
    const std::size_t question = rest.find('?');
    const std::string_view query = question == rest.npos ? "" : rest.substr(question + 1);
    rest = rest.substr(0, question);
    const std::size_t slash = rest.find('/');
    auto database = decoded(slash == rest.npos ? "" : rest.substr(slash + 1));
    if (!database) return wrong(database.error());
    address.database = *std::move(database);
    std::string_view authority = rest.substr(0, slash);
    if (const std::size_t at = authority.rfind('@'); at != authority.npos) {
        if (auto login = read_login(address, authority.substr(0, at)); !login) return login;
        authority.remove_prefix(at + 1);
    }
    if (auto server = read_server(address, authority, ':'); !server) return server;
    return read_query(address, query);
}

}  // namespace

std::expected<SqlServerAddress, std::string> SqlServerAddress::parse(std::string_view text) {
    constexpr std::string_view kScheme = "sqlserver://";
    SqlServerAddress address;
    const Outcome read = text.starts_with(kScheme) ? read_url(address, text.substr(kScheme.size()))
                                                   : read_connection_string(address, text);
    if (!read) return wrong(read.error());
    if (address.host.empty()) return wrong("the host is missing");
    if (!is_host(address.host)) return wrong("a host that is neither a name nor an address");
    if (address.database.empty()) return wrong("the database is missing");
    // Without a password, too, both may come from a password file.
    if (address.user.empty() && !address.password.empty()) return wrong("the user is missing");
    for (const std::string* part : {&address.database, &address.user, &address.driver,
                                    &address.ca_file, &address.application_name}) {
        if (has_control_character(*part)) return wrong("a control character");
    }
    if (!address.encrypt && !address.trust_server_certificate && !is_loopback(address.host)) {
        return wrong(
            "a server on another host without encryption, which trust_server_certificate=true "
            "allows");
    }
    return address;
}

SqlServerHost SqlServerAddress::server_host() const {
    const std::string name = lower(host);
    for (const std::string_view domain :
         {".database.windows.net", ".database.usgovcloudapi.net", ".database.chinacloudapi.cn",
          ".database.fabric.microsoft.com"}) {
        if (name.ends_with(domain)) return SqlServerHost::azure;
    }
    return SqlServerHost::own;
}

std::string SqlServerAddress::text() const {
    std::string url = fmt::format("sqlserver://{}{}@{}:{}/{}?encrypt={}", percent_encode(user),
                                  password.empty() ? "" : ":***", host, port,
                                  percent_encode(database), encrypt ? "require" : "off");
    if (trust_server_certificate) url += "&trust_server_certificate=true";
    if (!ca_file.empty()) url += "&ca_file=" + percent_encode(ca_file, "/");
    if (driver != SqlServerAddress().driver) url += "&driver=" + percent_encode(driver, "/");
    if (!application_name.empty()) url += "&application_name=" + percent_encode(application_name);
    return url;
}

}  // namespace scan
