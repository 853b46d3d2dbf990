#include "adapters/http_feed/feed_credential.h"

#include <algorithm>
#include <utility>

namespace scan {

FeedCredential::FeedCredential(const HttpFeedSettings& settings, RequestUrl token_url,
                               HttpClient& http, Clock& clock)
    : auth_(settings.auth),
      token_(settings.token),
      api_key_header_(settings.api_key_header),
      oauth2_(settings.oauth2, std::move(token_url), http, clock, settings.credentials) {}

Result<std::string> FeedCredential::read_token() const {
    auto text = token_.read();
    if (!text) return fail(text.error().code, "feed.token: " + text.error().message);
    if (std::ranges::any_of(*text, [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; })) {
        return fail(ErrorCode::denied,
                    "feed.token: a line break or another control character stands in it");
    }
    return text;
}

Result<std::string> FeedCredential::secret(Duration timeout, std::stop_token stop) {
    switch (auth_) {
        case HttpFeedAuth::none: break;
        case HttpFeedAuth::oauth2: return oauth2_.get(timeout, std::move(stop));
        case HttpFeedAuth::bearer:
        case HttpFeedAuth::api_key: {
            if (!text_.empty()) return text_;
            auto text = read_token();
            if (text) text_ = *text;
            return text;
        }
    }
    return std::string();
}

std::optional<HttpHeader> FeedCredential::header(const std::string& secret) const {
    switch (auth_) {
        case HttpFeedAuth::none: break;
        case HttpFeedAuth::bearer:
        case HttpFeedAuth::oauth2: return HttpHeader{"Authorization", "Bearer " + secret};
        case HttpFeedAuth::api_key: return HttpHeader{api_key_header_, secret};
    }
    return std::nullopt;
}

Result<bool> FeedCredential::renew(int status, const std::string& refused) {
    constexpr int kUnauthorized = 401;
    switch (auth_) {
        case HttpFeedAuth::none: break;
        case HttpFeedAuth::oauth2:
            if (status == kUnauthorized) oauth2_.forget(refused);
            return status == kUnauthorized;
        case HttpFeedAuth::bearer:
        case HttpFeedAuth::api_key: {
            auto text = read_token();
            if (!text) return std::unexpected(text.error());
            text_ = *text;
            return refused != text_;
        }
    }
    return false;
}

std::string FeedCredential::settings() const {
    switch (auth_) {
        case HttpFeedAuth::none: break;
        case HttpFeedAuth::bearer: return "feed.token";
        case HttpFeedAuth::api_key: return "feed.token and feed.api_key_header";
        case HttpFeedAuth::oauth2:
            return "feed.oauth2_client_id, feed.oauth2_client_secret and feed.oauth2_scope";
    }
    return "feed.auth (now none) and feed.client_cert";
}

}  // namespace scan
