#include "adapters/http/request_url.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "base/utf8.h"

namespace scan {
namespace {

struct CloseUrl {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using UrlHandle = std::unique_ptr<CURLU, CloseUrl>;

// Empty if the URL has no such part.
std::string part(const UrlHandle& url, CURLUPart which, unsigned flags = 0) {
    char* text = nullptr;
    if (curl_url_get(url.get(), which, &text, flags) != CURLUE_OK) return {};
    std::string value(text);
    curl_free(text);
    return value;
}

bool is_host(std::string_view host) {
    return !host.empty() && is_utf8(host) &&
           std::ranges::none_of(host, [](char c) { return (c >= 0 && c <= ' ') || c == '\x7f'; });
}

int scheme_port(std::string_view scheme) {
    return scheme == "https" ? 443 : 80;
}

}  // namespace

Result<RequestUrl> RequestUrl::parse(std::string_view text) {
    const UrlHandle url(curl_url());
    const std::string_view behind_scheme = text.substr(std::min(text.find(':'), text.size()));
    // libcurl reads a C string, so what follows a NUL would be lost; it takes the path of
    // http:///path for a host, and decodes a host.
    if (text.find('\0') != text.npos || !behind_scheme.starts_with("://") ||
        behind_scheme.starts_with(":///") ||
        behind_scheme.substr(0, behind_scheme.find_first_of("/?#", 3)).contains('%') ||
        curl_url_set(url.get(), CURLUPART_URL, std::string(text).c_str(),
                     CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) {
        return fail(ErrorCode::denied, "not an http:// or https:// URL");
    }
    RequestUrl parsed;
    parsed.scheme = part(url, CURLUPART_SCHEME);
    if (parsed.scheme != "http" && parsed.scheme != "https") {
        return fail(ErrorCode::denied, "not an http:// or https:// URL");
    }
    if (!part(url, CURLUPART_USER).empty() || !part(url, CURLUPART_PASSWORD).empty()) {
        return fail(ErrorCode::denied, "a URL with a user or a password is not accepted");
    }
    if (!part(url, CURLUPART_FRAGMENT).empty())
        return fail(ErrorCode::denied, "a URL with a #fragment is not accepted");

    parsed.host = part(url, CURLUPART_HOST);
    std::ranges::transform(parsed.host, parsed.host.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    const std::string port = part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
    std::from_chars(port.data(), port.data() + port.size(), parsed.port);
    if (!is_host(parsed.host) || parsed.port == 0)
        return fail(ErrorCode::denied, "a URL without a host or with port 0");
    parsed.path = part(url, CURLUPART_PATH);
    parsed.query = part(url, CURLUPART_QUERY);
    return parsed;
}

std::string RequestUrl::to_string() const {
    std::string text = fmt::format("{}://{}", scheme, host);
    if (port != scheme_port(scheme)) text += fmt::format(":{}", port);
    text += path;
    if (!query.empty()) text += "?" + query;
    return text;
}

std::string RequestUrl::host_port() const {
    return fmt::format("{}:{}", host, port);
}

std::string RequestUrl::origin() const {
    return fmt::format("{}://{}:{}", scheme, host, port);
}

bool RequestUrl::is_loopback() const {
    if (host == "localhost" || host == "[::1]") return true;
    in_addr address{};
    if (::inet_pton(AF_INET, host.c_str(), &address) != 1) return false;
    return (ntohl(address.s_addr) >> 24) == 127;
}

}  // namespace scan
