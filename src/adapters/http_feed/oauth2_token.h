#pragma once

#include <stop_token>
#include <string>

#include "adapters/http/http_client.h"
#include "adapters/http_feed/http_feed_settings.h"
#include "base/clock.h"

namespace scan {

// An access token by OAuth 2.0 client credentials (RFC 6749, 4.4), cached and fetched anew before it
// expires. The client secret is read at each fetch. One thread.
class OAuth2Token final {
public:
    // `watch` may be nullptr.
    OAuth2Token(OAuth2Settings settings, RequestUrl token_url, HttpClient& http, Clock& clock,
                CredentialWatch* watch = nullptr);
    OAuth2Token(const OAuth2Token&) = delete;
    OAuth2Token& operator=(const OAuth2Token&) = delete;

    // The token. Asks for one where there is none or four fifths of its lifetime are over; as long as the old one has not expired
    // it serves on while the token URL is out of order. Blocks for at most `timeout`.
    //   transient, throttled: the token URL cannot be reached or has a problem of its own.
    //   rejected: what it answered is no token.
    //   denied: it refuses us, or the secret cannot be read; the message names the setting.
    Result<std::string> get(Duration timeout, std::stop_token stop);

    // The token was refused: the next `get` asks for another, unless this is another one already.
    void forget(const std::string& refused) {
        if (token_ == refused) token_.clear();
    }

private:
    Result<> fetch(Duration timeout, std::stop_token stop);
    void name_client(HttpRequest& request, const std::string& secret) const;
    Result<> accept(const HttpResponse& response, Instant asked_at);

    OAuth2Settings settings_;
    RequestUrl url_;
    HttpClient& http_;
    Clock& clock_;
    CredentialWatch* const watch_;
    std::string token_;
    Instant refresh_at_{};
    Instant expires_at_{};
};

}  // namespace scan
