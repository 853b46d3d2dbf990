#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>

#include "adapters/http/answer_intake.h"
#include "adapters/http/http_client.h"
#include "adapters/http/http_message.h"
#include "base/error.h"

namespace scan {

struct FreeCurlList {
    void operator()(curl_slist* list) const { ::curl_slist_free_all(list); }
};
using CurlHeaders = std::unique_ptr<curl_slist, FreeCurlList>;

// The headers as libcurl takes them. denied: a name or a value holds a control character.
Result<CurlHeaders> curl_headers(const std::vector<HttpHeader>& headers);

// What libcurl is told of one transfer. All that it refers to outlives the transfer.
struct CurlTransfer {
    const HttpRequest& request;
    const std::string& url;
    Duration timeout;
    curl_slist* headers;
    AnswerIntake& intake;  // gets the answer's head and body
    char* error_detail;    // CURL_ERROR_SIZE bytes
};

// Sets every option of the handle anew: nothing of an earlier transfer stays.
void set_curl_options(CURL* handle, const HttpClientSettings& settings,
                      const CurlTransfer& transfer);

}  // namespace scan
