#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "adapters/aws/aws_refusal.h"
#include "adapters/aws/credential_cache.h"
#include "adapters/http/http_client.h"
#include "base/backoff.h"

namespace scan {

// Where a service of Amazon's, or an emulator of it, is.
struct AwsEndpoint {
    RequestUrl url;       // path "/"
    std::string service;  // "sqs", as it stands in the signature
    std::string region;
    std::string subject;  // what messages begin with: "queue events (eu-west-1)"
};

struct AwsCall {
    std::vector<HttpHeader> headers;  // Content-Type among them
    std::string body;
    Duration timeout{};  // of the whole call, from the time when there are credentials
    int tries_max = 1;   // 1: an error is the caller's to wait for
    // Goes out also after the stop was requested, if there are credentials by then.
    bool is_last_word = false;
    ContentCodes content = {};  // its elements outlive the call
};

// Makes signed calls: retries what is transient or throttled with full jitter, and takes other
// credentials once where the service calls these expired. One thread.
class AwsClient final {
public:
    AwsClient(AwsEndpoint endpoint, std::unique_ptr<HttpClient> http, CredentialCache& credentials,
              Clock& clock, Random random)
        : endpoint_(std::move(endpoint)),
          http_(std::move(http)),
          credentials_(credentials),
          clock_(clock),
          random_(random) {}

    // The body of an answer with status 200. Errors as of refusal_error; rejected is the request's
    // own content alone: an answer that cannot be read is transient. Messages begin with the
    // endpoint's subject and name host and port.
    //   stopped: `stop` was requested.
    Result<std::string> send(const AwsCall& call, std::stop_token stop);

private:
    Result<std::string> send_until_answered(const AwsCall& call, std::stop_token stop);
    Result<std::string> try_once(const AwsCall& call, Instant& deadline, std::stop_token stop);
    Result<HttpResponse> exchange(const AwsCall& call, const AwsCredentials& credentials,
                                  Duration timeout, std::stop_token stop);

    AwsEndpoint endpoint_;
    std::unique_ptr<HttpClient> http_;
    CredentialCache& credentials_;
    Clock& clock_;
    Random random_;
};

}  // namespace scan
