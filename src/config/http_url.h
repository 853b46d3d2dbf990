#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace scan {

struct HttpUrl {
    enum class Scheme { http, https };
    enum class Query { refused, allowed };

    Scheme scheme = Scheme::https;
    std::string host;    // lower case, of an IPv6 address without its brackets
    std::string port;    // "" where none is written
    std::string target;  // path and query as written, without a slash at the path's end

    bool operator==(const HttpUrl&) const = default;
};

// Reads an absolute http or https URL without user name, password and fragment. The error says what is wrong in a few words and
// repeats nothing of the URL but its scheme: a password could stand in it.
std::expected<HttpUrl, std::string> parse_http_url(std::string_view text, HttpUrl::Query query);

// The URL in its canonical spelling.
std::string http_url_text(const HttpUrl& url);

// A URL's text with *** for each value in its query, which may be a key: for people.
std::string without_query_values(std::string_view url);

// The host is this machine by its name or address: localhost, 127.0.0.0/8, ::1. Nothing is looked up.
bool is_loopback(const HttpUrl& url);

}  // namespace scan
