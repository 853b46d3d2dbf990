#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/aws/aws_credentials.h"
#include "adapters/http/http_client.h"

namespace scan {

// Asks an endpoint that hands credentials out: small answers, and a proxy only where it is told so.
// One thread.
class CredentialEndpoint final {
public:
    // `ca_file`: as of HttpClientSettings.
    CredentialEndpoint(Duration timeout, HttpProxy proxy, std::string ca_file = {})
        : timeout_(timeout), proxy_(proxy), ca_file_(std::move(ca_file)) {}

    // The body of an answer with status 200. Other statuses are errors that name them:
    //   transient, throttled: unreachable, 5xx, 429.   denied: any other.
    Result<std::string> ask(HttpMethod method, const RequestUrl& url,
                            std::vector<HttpHeader> headers, std::string body,
                            std::stop_token stop);

private:
    Duration timeout_;
    HttpProxy proxy_;
    std::string ca_file_;
    std::unique_ptr<HttpClient> http_;
};

}  // namespace scan
