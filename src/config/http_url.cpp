#include "config/http_url.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace scan {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return result;
}

bool is_port(std::string_view text) {
    unsigned value = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && rest == text.data() + text.size() && value >= 1 &&
           value <= 65535;
}

bool is_name(std::string_view host) {
    return !host.empty() && std::ranges::all_of(host, [](char c) {
        return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_';
    });
}

bool is_ipv6(std::string_view host) {
    return host.find(':') != host.npos && std::ranges::all_of(host, [](char c) {
               return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' ||
                      c == '.';
           });
}

// Splits "host", "host:port", "[::1]", "[::1]:port".
std::expected<void, std::string> read_authority(std::string_view authority, HttpUrl& url) {
    if (authority.empty()) return std::unexpected("the host is missing");
    if (authority.find('@') != authority.npos) {
        return std::unexpected("a user name or password in the URL");
    }
    const bool bracketed = authority.starts_with('[');
    const std::size_t host_end = bracketed ? authority.find(']') : authority.find(':');
    if (bracketed && host_end == authority.npos) return std::unexpected("not a host name");
    const std::string_view host =
        bracketed ? authority.substr(1, host_end - 1) : authority.substr(0, host_end);
    if (bracketed ? !is_ipv6(host) : !is_name(host)) return std::unexpected("not a host name");
    url.host = lower(host);

    const std::size_t port_from = bracketed ? host_end + 1 : std::min(host_end, authority.size());
    const std::string_view port = authority.substr(port_from);
    if (port.empty()) return {};
    if (!port.starts_with(':') || !is_port(port.substr(1))) return std::unexpected("not a port");
    url.port = port.substr(1);
    return {};
}

std::expected<void, std::string> read_scheme(std::string_view& rest, HttpUrl& url) {
    const std::size_t end = rest.find("://");
    const std::string scheme = lower(rest.substr(0, end));
    if (end == rest.npos || scheme.empty() || !std::ranges::all_of(scheme, is_letter)) {
        return std::unexpected("not a URL with http:// or https://");
    }
    if (scheme != "http" && scheme != "https") {
        return std::unexpected(fmt::format("the scheme is {}", scheme.substr(0, 20)));
    }
    url.scheme = scheme == "https" ? HttpUrl::Scheme::https : HttpUrl::Scheme::http;
    rest.remove_prefix(end + 3);
    return {};
}

}  // namespace

std::expected<HttpUrl, std::string> parse_http_url(std::string_view text, HttpUrl::Query query) {
    if (!std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; })) {
        return std::unexpected("a space, a control character or a character that is not ASCII");
    }
    HttpUrl url;
    std::string_view rest = text;
    if (auto scheme = read_scheme(rest, url); !scheme) return std::unexpected(scheme.error());
    const std::size_t target_from = std::min(rest.find_first_of("/?#"), rest.size());
    if (auto authority = read_authority(rest.substr(0, target_from), url); !authority) {
        return std::unexpected(authority.error());
    }
    std::string_view target = rest.substr(target_from);
    if (target.find('#') != target.npos) return std::unexpected("a fragment (#)");
    const std::size_t query_from = target.find('?');
    if (query_from == target.npos) {
        while (target.ends_with('/')) target.remove_suffix(1);
    } else if (query == HttpUrl::Query::refused) {
        return std::unexpected("a query (?)");
    }
    url.target = target;
    return url;
}

std::string http_url_text(const HttpUrl& url) {
    const bool ipv6 = url.host.find(':') != url.host.npos;
    return fmt::format("{}://{}{}{}{}{}{}", url.scheme == HttpUrl::Scheme::https ? "https" : "http",
                       ipv6 ? "[" : "", url.host, ipv6 ? "]" : "", url.port.empty() ? "" : ":",
                       url.port, url.target);
}

std::string without_query_values(std::string_view url) {
    const std::size_t question = std::min(url.find('?'), url.size());
    std::string text(url.substr(0, question));
    std::string_view query = url.substr(question);
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&', 1), query.size());
        const std::string_view pair = query.substr(0, end);
        query.remove_prefix(end);
        // A value may stand there without a name.
        const std::size_t equals = pair.find('=');
        text += pair.substr(0, equals == pair.npos ? 1 : equals + 1);
        if (pair.size() > 1) text += "***";
    }
    return text;
}

bool is_loopback(const HttpUrl& url) {
    if (url.host == "localhost" || url.host.ends_with(".localhost") || url.host == "::1")
        return true;
    // A name may begin with "127." too: only digits and dots make an address.
    return url.host.starts_with("127.") &&
           std::ranges::all_of(url.host, [](char c) { return is_digit(c) || c == '.'; }) &&
           std::ranges::count(url.host, '.') == 3;
}

}  // namespace scan
