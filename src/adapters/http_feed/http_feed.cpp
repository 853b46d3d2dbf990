#include "adapters/http_feed/http_feed.h"

#include <fmt/format.h>

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

constexpr HttpSettingNames kSettingNames = {.url = "feed.url",
                                            .body_bytes_max = "feed.page_bytes_max",
                                            .ca_file = "feed.url and feed.ca_file",
                                            .client_cert = "feed.client_cert and feed.client_key"};

Result<std::unique_ptr<HttpClient>> make_client(const HttpFeedSettings& settings, Clock& clock) {
    return HttpClient::create({settings.ca_file, settings.client_cert, settings.client_key},
                              ConnectionAge{clock, settings.connection_max_age});
}

}  // namespace

HttpFeed::HttpFeed(HttpFeedSettings settings, RequestUrl url, std::unique_ptr<HttpClient> http,
                   FeedAdmission& admission, Clock& clock)
    : settings_(std::move(settings)),
      url_(std::move(url)),
      clock_(clock),
      http_(std::move(http)),
      admission_(admission) {}

Result<std::unique_ptr<HttpFeed>> HttpFeed::create(HttpFeedSettings settings, Clock& clock) {
    auto urls = check_feed_settings(settings);
    if (!urls) return std::unexpected(urls.error());
    auto http = make_client(settings, clock);
    if (!http) return std::unexpected(http.error());
    auto token_http = make_client(settings, clock);
    if (!token_http) return std::unexpected(token_http.error());
    auto admission = std::make_unique<FeedAdmission>(settings, std::move(urls->token),
                                                     std::move(*token_http), clock);
    std::unique_ptr<HttpFeed> feed(new HttpFeed(std::move(settings), std::move(urls->feed),
                                                std::move(*http), *admission, clock));
    feed->own_admission_ = std::move(admission);
    return feed;
}

Result<std::unique_ptr<HttpFeed>> HttpFeed::lane() {
    auto http = make_client(settings_, clock_);
    if (!http) return std::unexpected(http.error());
    return std::unique_ptr<HttpFeed>(
        new HttpFeed(settings_, url_, std::move(*http), admission_, clock_));
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
    answered_status_.reset();
    if (!answer) return std::unexpected(answer.error());
    answered_status_ = answer->response.status;
    if (answer->response.is_too_large)
        return FeedReply{.kind = FeedReply::Kind::too_large, .body = {}};
    const FeedAnswerRules rules{url_, settings_.empty_status, admission_.settings(),
                                std::move(answer->secrets)};
    return read_feed_answer(std::move(answer->response), rules, clock_.utc_now());
}

Result<HttpFeed::Answer> HttpFeed::ask(EventId from, std::uint32_t limit, Duration& left,
                                       std::stop_token stop) {
    auto answer = ask_once(from, limit, left, stop);
    if (!answer) return answer;
    const int status = answer->response.status;
    if (status == settings_.empty_status || (status != kUnauthorized && status != kForbidden))
        return answer;
    const auto renewed = admission_.renew(status, answer->secrets.front());
    if (!renewed) return std::unexpected(renewed.error());
    return *renewed ? ask_once(from, limit, left, std::move(stop)) : std::move(answer);
}

Result<HttpFeed::Answer> HttpFeed::ask_once(EventId from, std::uint32_t limit, Duration& left,
                                            std::stop_token stop) {
    if (!admission_.wait_for_turn(stop)) return fail(ErrorCode::stopped, "stopped");
    const Instant deadline = clock_.now() + left;
    const auto secret = admission_.secret(left, stop);
    if (!secret) return std::unexpected(secret.error());

    HttpRequest request;
    request.url = feed_page_url(url_, from, limit);
    request.headers = {{"Accept", "application/json"}};
    std::vector<std::string> secrets = {*secret};
    if (auto header = admission_.header(*secret)) request.headers.push_back(std::move(*header));
    for (const FeedHeader& header : settings_.headers) {
        auto value = header.value.read();
        if (!value)
            return fail(value.error().code,
                        fmt::format("feed.headers: {}: {}", header.name, value.error().message));
        secrets.push_back(*value);
        request.headers.push_back({header.name, std::move(*value)});
    }
    request.timeout = deadline - clock_.now();
    request.connect_timeout = kConnectTimeoutMax;
    request.body_bytes_max = settings_.page_bytes_max;
    request.settings = kSettingNames;
    request.may_be_too_large = true;
    request.redirects_max = kRedirectsMax;
    auto response = http_->send(request, std::move(stop));
    left = deadline - clock_.now();
    if (!response) {
        response.error().message = "the feed at " + response.error().message;
        return std::unexpected(std::move(response.error()));
    }
    return Answer{std::move(*response), std::move(secrets)};
}

}  // namespace scan
