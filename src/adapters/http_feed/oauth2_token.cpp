#include "adapters/http_feed/oauth2_token.h"

#include <fmt/format.h>

#include <utility>

#include "adapters/http/retry_after.h"
#include "adapters/http_feed/oauth2_answer.h"
#include "adapters/http_feed/oauth2_parameters.h"
#include "base/base64.h"
#include "base/percent_encoding.h"

namespace scan {
namespace {

constexpr std::size_t kAnswerBytesMax = 64 * 1024;
constexpr Duration kConnectTimeoutMax = std::chrono::seconds(10);
constexpr Duration kRetryAfterMax = std::chrono::hours(24);
// While the old token still serves, the token URL is asked again no more often than this.
constexpr Duration kEarlyRetryDelay = std::chrono::seconds(30);

constexpr std::string_view kName = "feed.oauth2 token";

}  // namespace

OAuth2Token::OAuth2Token(OAuth2Settings settings, RequestUrl token_url, HttpClient& http,
                         Clock& clock, CredentialWatch* watch)
    : settings_(std::move(settings)),
      url_(std::move(token_url)),
      http_(http),
      clock_(clock),
      watch_(watch) {}

Result<std::string> OAuth2Token::get(Duration timeout, std::stop_token stop) {
    const Instant now = clock_.now();
    if (!token_.empty() && now < refresh_at_) return token_;
    const auto fetched = fetch(timeout, std::move(stop));
    if (fetched) return token_;
    if (watch_ != nullptr) watch_->not_renewed(kName, fetched.error());
    if (token_.empty() || clock_.now() >= expires_at_ ||
        fetched.error().code == ErrorCode::stopped) {
        return std::unexpected(fetched.error());
    }
    refresh_at_ = now + kEarlyRetryDelay;
    return token_;
}

Result<> OAuth2Token::fetch(Duration timeout, std::stop_token stop) {
    const auto secret = settings_.client_secret.read();
    if (!secret)
        return fail(secret.error().code, "feed.oauth2_client_secret: " + secret.error().message);

    HttpRequest request;
    request.method = HttpMethod::post;
    request.url = url_;
    request.body = "grant_type=client_credentials";
    if (!settings_.scope.empty()) request.body += "&scope=" + percent_encode(settings_.scope);
    // Checked with the settings.
    const std::string parameters = oauth2_parameters(settings_.parameters).value_or("");
    if (!parameters.empty()) request.body += "&" + parameters;
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                       {"Accept", "application/json"}};
    name_client(request, *secret);
    request.timeout = timeout;
    request.connect_timeout = kConnectTimeoutMax;
    request.body_bytes_max = kAnswerBytesMax;
    request.settings = {.url = {},
                        .body_bytes_max = {},
                        .ca_file = "feed.ca_file",
                        .client_cert = "feed.client_cert and feed.client_key"};

    // The lifetime counts from the server's answer at the latest, so from here on the safe side.
    const Instant asked_at = clock_.now();
    const auto response = http_.send(request, std::move(stop));
    if (!response) {
        return fail(response.error().code, "feed.oauth2_token_url: " + response.error().message);
    }
    return accept(*response, asked_at);
}

void OAuth2Token::name_client(HttpRequest& request, const std::string& secret) const {
    const std::string id = percent_encode(settings_.client_id);
    switch (settings_.client_auth) {
        // RFC 6749, 2.3.1: both parts are form-encoded before they are joined.
        case OAuth2ClientAuth::basic:
            request.headers.push_back(
                {"Authorization", "Basic " + base64(id + ":" + percent_encode(secret))});
            break;
        case OAuth2ClientAuth::form:
            request.body += "&client_id=" + id + "&client_secret=" + percent_encode(secret);
            break;
    }
}

Result<> OAuth2Token::accept(const HttpResponse& response, Instant asked_at) {
    const int status = response.status;
    const std::string answered =
        fmt::format("feed.oauth2_token_url: {} answered {}", url_.host_port(), status);
    const auto wait = parse_retry_after(response.retry_after, clock_.utc_now(), kRetryAfterMax);
    if (status == 429 || status == 503)
        return std::unexpected(Error{ErrorCode::throttled, answered, wait});
    if (status >= 500 || status == 408)
        return std::unexpected(Error{ErrorCode::transient, answered, wait});
    if (status >= 400) {
        const std::string reason = oauth2_refusal(response.body);
        const bool of_client =
            status == 401 || reason == "invalid_client" || reason == "unauthorized_client";
        return fail(ErrorCode::denied,
                    fmt::format("{}{}{}: check {}", answered, reason.empty() ? "" : " ", reason,
                                of_client ? "feed.oauth2_client_id, feed.oauth2_client_secret and "
                                            "feed.oauth2_client_auth"
                                          : "feed.oauth2_token_url, feed.oauth2_client_id, "
                                            "feed.oauth2_client_secret, feed.oauth2_scope, "
                                            "feed.oauth2_parameters and feed.oauth2_client_auth"));
    }
    if (!response.redirect_origin.empty()) {
        return fail(ErrorCode::denied, fmt::format("{}, a redirect to {}, which is not followed",
                                                   answered, response.redirect_origin));
    }
    const auto grant = parse_oauth2_grant(response.body);
    const bool is_granted = status == 200 || status == 201;  // some gateways create a token
    if (!is_granted || !grant) {
        return fail(ErrorCode::rejected, fmt::format("{}, but no token{}", answered,
                                                     grant ? "" : ": " + grant.error().message));
    }
    token_ = grant->access_token;
    refresh_at_ = asked_at + grant->lifetime * 4 / 5;
    expires_at_ = asked_at + grant->lifetime;
    if (watch_ != nullptr) watch_->obtained(kName, expires_at_);
    return {};
}

}  // namespace scan
