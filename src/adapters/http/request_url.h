#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace scan {

// The URL of an HTTP request in its parts.
struct RequestUrl {
    std::string scheme;      // "http" or "https"
    std::string host;        // lower case; an IPv6 address stands in brackets
    std::uint16_t port = 0;  // the scheme's own if the text names none
    std::string path = "/";  // percent-encoded, begins with a slash
    std::string query;       // percent-encoded, without its "?"; empty: none

    // denied: the text is no http or https URL, or it holds a user or a password (they would be
    // printed with it) or a fragment. The message quotes nothing of the text.
    static Result<RequestUrl> parse(std::string_view text);

    std::string to_string() const;

    // `host:port`: what messages name. Path and query can hold secrets.
    std::string host_port() const;

    // `scheme://host:port`.
    std::string origin() const;

    // The host is this machine: `localhost`, 127.0.0.0/8 or [::1].
    bool is_loopback() const;

    bool operator==(const RequestUrl&) const = default;
};

}  // namespace scan
