#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "adapters/http/request_url.h"
#include "base/clock.h"

namespace scan {

enum class HttpMethod { get, post };

struct HttpHeader {
    std::string name;
    std::string value;
};

struct HttpRequest {
    HttpMethod method = HttpMethod::get;
    RequestUrl url;
    std::vector<HttpHeader> headers;  // each name once
    std::string body;                 // of a post
    Duration timeout{};  // of the whole exchange: name look-up, connection, redirects, body
    Duration
        connect_timeout{};  // of name look-up, connection and TLS; zero: `timeout` alone bounds them
    std::size_t body_bytes_max = 0;  // of the answer, after it was decompressed
    int redirects_max =
        0;  // how many redirects of a get within the origin (scheme, host, port) are followed
};

struct HttpResponse {
    int status = 0;
    std::string content_type;  // empty where the answer has none
    std::string retry_after;   // likewise
    std::string
        redirect_origin;  // of a redirect that was not followed: where it leads, as RequestUrl::origin
    std::string body;     // decompressed
};

}  // namespace scan
