#pragma once

#include <curl/curl.h>

#include <string_view>

#include "base/error.h"

namespace scan {

// What libcurl says of a transfer that ended without a complete answer.
struct TransferFailure {
    CURLcode code = CURLE_OK;
    std::string_view detail;      // libcurl's own words, possibly empty
    long proxy_status = 0;        // what a proxy answered to CONNECT; 0: nothing
    bool tls_unanswered = false;  // the TLS handshake was done, and nothing of an answer came
};

// The failure as an Error of HttpClient::send; `host_port` stands first in its message.
Error transfer_error(const TransferFailure& failure, std::string_view host_port);

}  // namespace scan
