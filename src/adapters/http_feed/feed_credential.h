#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "adapters/http/http_client.h"
#include "adapters/http_feed/http_feed_settings.h"
#include "adapters/http_feed/oauth2_token.h"

namespace scan {

// The credential that the worker shows to the feed with each request. One thread.
class FeedCredential final {
public:
    // `token_url`: of oauth2, parsed.
    FeedCredential(const HttpFeedSettings& settings, RequestUrl token_url, HttpClient& http,
                   Clock& clock);
    FeedCredential(const FeedCredential&) = delete;
    FeedCredential& operator=(const FeedCredential&) = delete;

    // The secret text that `header` carries; empty if there is no credential. Reads the file of a
    // token the first time, asks for an OAuth 2.0 token as OAuth2Token::get does. Errors are those
    // of that call; messages name the setting.
    Result<std::string> secret(Duration timeout, std::stop_token stop);

    std::optional<HttpHeader> header(const std::string& secret) const;

    // The feed refused this secret with `status` (401 or 403). True: another may do, so ask once
    // more. An OAuth 2.0 token is given up after 401, unless there is another one already; a token
    // of a file is read again after either, because gateways answer 403 to a key they do not know.
    Result<bool> renew(int status, const std::string& refused);

    // The settings to look at when the feed refuses us.
    std::string settings() const;

private:
    Result<std::string> read_token() const;

    HttpFeedAuth auth_;
    Secret token_;
    std::string api_key_header_;
    std::string text_;  // the token as it was last read
    OAuth2Token oauth2_;
};

}  // namespace scan
