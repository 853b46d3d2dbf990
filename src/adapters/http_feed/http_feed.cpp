#include "adapters/http_feed/http_feed.h"

#include <algorithm>
#include <utility>

#include "adapters/http_feed/feed_answer.h"
#include "adapters/http_feed/feed_settings_check.h"
#include "adapters/http_feed/feed_url.h"

namespace scan {
namespace {

constexpr int kBadRequest = 400;
constexpr int kUnauthorized = 401;
constexpr int kForbidden = 403;
constexpr int kRedirectsMax = 5;
constexpr Duration kConnectTimeoutMax = std::chrono::seconds(10);

Error name_settings(Error error) {
    error.message = "the feed at " + error.message;
    switch (error.code) {
        case ErrorCode::transient:
        case ErrorCode::throttled: error.message += " (feed.url)"; break;
        case ErrorCode::rejected: error.message += " (feed.page_bytes_max)"; break;
        case ErrorCode::denied:
            error.message +=
                " (check feed.url, feed.ca_file, feed.client_cert and feed.client_key)";
            break;
        case ErrorCode::stopped: break;
    }
    return error;
}

}  // namespace

HttpFeed::HttpFeed(HttpFeedSettings settings, RequestUrl url, RequestUrl token_url,
                   std::unique_ptr<HttpClient> http, Clock& clock)
    : settings_(std::move(settings)),
      url_(std::move(url)),
      clock_(clock),
      http_(std::move(http)),
      credential_(settings_, std::move(token_url), *http_, clock),
      rate_limit_(settings_.rate_limit) {}

Result<std::unique_ptr<HttpFeed>> HttpFeed::create(HttpFeedSettings settings, Clock& clock) {
    auto urls = check_feed_settings(settings);
    if (!urls) return std::unexpected(urls.error());
    auto http = HttpClient::create({settings.ca_file, settings.client_cert, settings.client_key});
    if (!http) return std::unexpected(http.error());
    return std::unique_ptr<HttpFeed>(new HttpFeed(std::move(settings), std::move(urls->feed),
                                                  std::move(urls->token), std::move(*http), clock));
}

Result<FeedReply> HttpFeed::fetch(EventId from, std::uint32_t limit, std::stop_token stop) {
    Duration left = settings_.timeout;
    if (from.value == 0 && zero_refused_) from.value = 1;
    auto answer = ask(from, limit, left, stop);
    if (answer && answer->response.status == kBadRequest && from.value == 0) {
        answer = ask(EventId{1}, limit, left, stop);
        // Where 1 is a bad request too, it was not the zero.
        zero_refused_ = answer && answer->response.status != kBadRequest;
    }
    if (!answer) return std::unexpected(answer.error());
    const FeedAnswerRules rules{url_, settings_.empty_status, credential_.settings(),
                                std::move(answer->secret)};
    return read_feed_answer(std::move(answer->response), rules, clock_.utc_now());
}

Result<HttpFeed::Answer> HttpFeed::ask(EventId from, std::uint32_t limit, Duration& left,
                                       std::stop_token stop) {
    auto answer = ask_once(from, limit, left, stop);
    if (!answer) return answer;
    const int status = answer->response.status;
    if (status == settings_.empty_status || (status != kUnauthorized && status != kForbidden))
        return answer;
    const auto renewed = credential_.renew(status);
    if (!renewed) return std::unexpected(renewed.error());
    return *renewed ? ask_once(from, limit, left, std::move(stop)) : std::move(answer);
}

Result<HttpFeed::Answer> HttpFeed::ask_once(EventId from, std::uint32_t limit, Duration& left,
                                            std::stop_token stop) {
    if (!clock_.sleep_until(rate_limit_.take(clock_.now()), stop))
        return fail(ErrorCode::stopped, "stopped");
    const Instant deadline = clock_.now() + left;
    const auto secret = credential_.secret(left, stop);
    if (!secret) return std::unexpected(secret.error());

    HttpRequest request;
    request.url = feed_page_url(url_, from, limit);
    request.headers = {{"Accept", "application/json"}};
    if (auto header = credential_.header(*secret)) request.headers.push_back(std::move(*header));
    request.timeout = deadline - clock_.now();
    request.connect_timeout = kConnectTimeoutMax;
    request.body_bytes_max = settings_.page_bytes_max;
    request.redirects_max = kRedirectsMax;
    auto response = http_->send(request, std::move(stop));
    left = deadline - clock_.now();
    if (!response) return std::unexpected(name_settings(std::move(response.error())));
    return Answer{std::move(*response), *secret};
}

}  // namespace scan
