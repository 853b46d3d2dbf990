#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/aws_signing.h"
#include "adapters/http/request_url.h"
#include "base/clock.h"

namespace scan {

enum class HttpMethod { get, post, put };

struct HttpHeader {
    std::string name;
    std::string value;
};

// The settings that an error's message points to; empty: to none.
struct HttpSettingNames {
    std::string_view url;
    std::string_view body_bytes_max;
    std::string_view ca_file;
    std::string_view client_cert;
};

struct HttpRequest {
    HttpMethod method = HttpMethod::get;
    RequestUrl url;
    std::vector<HttpHeader> headers;  // each name once
    std::string body;                 // of a post or put
    // The signature covers body, host, time and `headers`, none of which may be empty or begin with another's name, on a URL without a
    // query.
    std::optional<AwsSigning> signing = std::nullopt;
    Duration timeout{};  // of the whole exchange: name look-up, connection, redirects, body
    Duration
        connect_timeout{};  // of name look-up, connection and TLS; zero: `timeout` alone bounds them
    std::size_t body_bytes_max = 0;  // of the answer, after it was decompressed
    HttpSettingNames settings;
    // A larger body of a success is an answer with `is_too_large`, not an error.
    bool may_be_too_large = false;
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
    bool is_too_large = false;  // it had more than `body_bytes_max`, and is left out
};

}  // namespace scan
