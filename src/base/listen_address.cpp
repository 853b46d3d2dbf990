#include "base/listen_address.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/un.h>

#include <charconv>
#include <optional>

#include "base/control_character.h"

namespace scan {
namespace {

constexpr std::string_view kUnix = "unix:";

std::optional<std::uint16_t> port_number(std::string_view text) {
    std::uint16_t port = 0;
    const auto [rest, fault] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (fault != std::errc() || rest != text.data() + text.size()) return std::nullopt;
    return port;
}

bool is_address(int family, const std::string& host) {
    in6_addr parsed{};
    return ::inet_pton(family, host.c_str(), &parsed) == 1;
}

std::expected<ListenAddress, std::string> parse_unix(std::string_view path) {
    if (!path.starts_with('/')) return std::unexpected("the socket's path is not absolute");
    if (path.size() >= sizeof(sockaddr_un::sun_path))
        return std::unexpected("the socket's path is too long");
    if (has_control_character(path)) return std::unexpected("holds a control character");
    return ListenAddress{.kind = ListenAddress::Kind::unix_socket, .path = std::string(path)};
}

}  // namespace

bool ListenAddress::is_loopback() const {
    if (kind != Kind::tcp) return true;
    return host == "::1" || host.starts_with("127.");
}

std::string ListenAddress::text() const {
    switch (kind) {
        case Kind::off: return "off";
        case Kind::unix_socket: return fmt::format("{}{}", kUnix, path);
        case Kind::tcp: break;
    }
    const bool is_v6 = host.find(':') != std::string::npos;
    return is_v6 ? fmt::format("[{}]:{}", host, port) : fmt::format("{}:{}", host, port);
}

std::string ListenAddress::url(std::string_view scheme) const {
    return kind == Kind::tcp ? fmt::format("{}://{}", scheme, text()) : text();
}

std::expected<ListenAddress, std::string> parse_listen_address(std::string_view text) {
    if (text == "off") return ListenAddress{};
    if (text.starts_with(kUnix)) return parse_unix(text.substr(kUnix.size()));
    const std::size_t colon = text.rfind(':');
    if (colon == text.npos) return std::unexpected("no port");
    const auto port = port_number(text.substr(colon + 1));
    if (!port) return std::unexpected("the port is no number from 0 to 65535");
    std::string host(text.substr(0, colon));
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
        if (!is_address(AF_INET6, host)) return std::unexpected("no IPv6 address");
    } else {
        if (host.empty() || host == "*") host = "0.0.0.0";
        if (host == "localhost") host = "127.0.0.1";
        if (!is_address(AF_INET, host))
            return std::unexpected("no IPv4 address, and no [IPv6] one");
    }
    return ListenAddress{.kind = ListenAddress::Kind::tcp, .host = std::move(host), .port = *port};
}

}  // namespace scan
