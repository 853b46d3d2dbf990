#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "adapters/http_feed/feed_credential.h"
#include "adapters/http_feed/rate_limit.h"
#include "base/mutex.h"

namespace scan {

// What each request of a feed needs first, however many ask it side by side: its turn under the rate
// limit, and the credential. Whoever renews the credential lets the others wait for it. Any thread.
class FeedAdmission final {
public:
    // `http`: to the token URL.
    FeedAdmission(const HttpFeedSettings& settings, RequestUrl token_url,
                  std::unique_ptr<HttpClient> http, Clock& clock);
    FeedAdmission(const FeedAdmission&) = delete;
    FeedAdmission& operator=(const FeedAdmission&) = delete;

    // Blocks for the rate limit. False: `stop` was requested.
    bool wait_for_turn(std::stop_token stop);

    // As those of FeedCredential.
    Result<std::string> secret(Duration timeout, std::stop_token stop);
    std::optional<HttpHeader> header(const std::string& secret) const;
    Result<bool> renew(int status, const std::string& refused);
    std::string settings() const;

private:
    Clock& clock_;
    const std::unique_ptr<HttpClient> http_;
    mutable Mutex mutex_;
    FeedCredential credential_ GUARDED_BY(mutex_);
    RateLimit rate_limit_ GUARDED_BY(mutex_);
};

}  // namespace scan
