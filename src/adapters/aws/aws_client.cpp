#include "adapters/aws/aws_client.h"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/http/retry_after.h"

namespace scan {
namespace {

// Ten messages of 1 MiB, most of whose characters are escaped.
constexpr std::size_t kAnswerBytesMax = 32 * 1024 * 1024;
constexpr Duration kConnectTimeoutMax = std::chrono::seconds(5);
constexpr Duration kFirstPause = std::chrono::milliseconds(100);
constexpr Duration kLastPause = std::chrono::seconds(5);
constexpr Duration kRetryAfterMax = std::chrono::hours(1);
constexpr Duration kLeastTimeout = std::chrono::milliseconds(1);

bool may_pass(const Error& error) {
    return error.code == ErrorCode::transient || error.code == ErrorCode::throttled;
}

}  // namespace

Result<std::string> AwsClient::send(const AwsCall& call, std::stop_token stop) {
    auto answer = send_until_answered(call, std::move(stop));
    if (!answer && answer.error().code != ErrorCode::stopped) {
        std::string& message = answer.error().message;
        message = fmt::format("{}: {}", endpoint_.subject, message);
    }
    return answer;
}

Result<std::string> AwsClient::send_until_answered(const AwsCall& call, std::stop_token stop) {
    Instant deadline = clock_.now() + call.timeout;
    Backoff backoff(kFirstPause, kLastPause, Random(random_.next()));
    for (int tries = 1;; ++tries) {
        auto answer = try_once(call, deadline, stop);
        if (answer || !may_pass(answer.error()) || tries >= call.tries_max) return answer;
        const Instant again =
            clock_.now() +
            std::max(backoff.next(), answer.error().retry_after.value_or(Duration()));
        if (again >= deadline) return answer;
        if (!clock_.sleep_until(again, stop)) return fail(ErrorCode::stopped, "stopped");
    }
}

Result<std::string> AwsClient::try_once(const AwsCall& call, Instant& deadline,
                                        std::stop_token stop) {
    for (bool is_last = false;; is_last = true) {
        const Instant asked = clock_.now();
        const auto credentials = credentials_.get(stop);
        // A source has bounds of its own. A slow one must not leave the service no time to answer.
        deadline += clock_.now() - asked;
        if (!credentials) return std::unexpected(credentials.error());
        const Duration left = std::max(deadline - clock_.now(), kLeastTimeout);
        auto response =
            exchange(call, *credentials, left, call.is_last_word ? std::stop_token() : stop);
        if (!response) return std::unexpected(response.error());
        if (response->status == 200) return std::move(response->body);

        const AwsRefusal refusal = parse_refusal(response->body);
        if (wants_other_credentials(refusal)) {
            credentials_.refuse(*credentials);
            if (!is_last) continue;
        }
        Error error = refusal_error(refusal, response->status, call.content);
        error.message = fmt::format("{} {}", endpoint_.url.host_port(), error.message);
        error.retry_after =
            parse_retry_after(response->retry_after, clock_.utc_now(), kRetryAfterMax);
        return std::unexpected(std::move(error));
    }
}

Result<HttpResponse> AwsClient::exchange(const AwsCall& call, const AwsCredentials& credentials,
                                         Duration timeout, std::stop_token stop) {
    HttpRequest request;
    request.method = HttpMethod::post;
    request.url = endpoint_.url;
    request.headers = call.headers;
    if (!credentials.session_token.empty())
        request.headers.push_back({"X-Amz-Security-Token", credentials.session_token});
    request.body = call.body;
    request.signing = AwsSigning{credentials.access_key_id, credentials.secret_access_key,
                                 endpoint_.region, endpoint_.service};
    request.timeout = timeout;
    request.connect_timeout = kConnectTimeoutMax;
    request.body_bytes_max = kAnswerBytesMax;
    auto response = http_->send(request, std::move(stop));
    // An answer that is too large or damaged: not the fault of what was sent.
    if (!response && response.error().code == ErrorCode::rejected)
        response.error().code = ErrorCode::transient;
    return response;
}

}  // namespace scan
