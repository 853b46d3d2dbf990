#pragma once

#include <curl/curl.h>

#include <string_view>

#include "adapters/http/http_message.h"
#include "base/error.h"

namespace scan {

// What libcurl says of a transfer that ended without a complete answer.
struct TransferFailure {
    CURLcode code = CURLE_OK;
    std::string_view detail;      // libcurl's own words, possibly empty
    long proxy_status = 0;        // what a proxy answered to CONNECT; 0: nothing
    bool tls_unanswered = false;  // the TLS handshake was done, and nothing of an answer came
};

// The failure as an Error of HttpClient::send, but for host and port. Its message names its own cause
// and the one of `settings` that has to do with it.
Error transfer_error(const TransferFailure& failure, const HttpSettingNames& settings);

}  // namespace scan
