#pragma once

#include <memory>

#include "adapters/http/http_client.h"
#include "adapters/http_feed/feed_credential.h"
#include "adapters/http_feed/http_feed_settings.h"
#include "base/rate_limit.h"
#include "pipeline/feed.h"

namespace scan {

// The carrier's Scan Event API over HTTP: GET <url><path>?FromEventId=…&Limit=….
//
// A feed that answers 400 to FromEventId=0 is asked from 1, and that is remembered. After 401 the credential is renewed and the
// page asked for once more. The timeout spans all requests of one `fetch`; each takes its turn under the rate limit.
class HttpFeed final : public Feed {
public:
    // denied: settings that cannot work, a file that cannot be read, or a credential that would travel over plain http. The
    // message names the setting. Makes no connection.
    static Result<std::unique_ptr<HttpFeed>> create(HttpFeedSettings settings, Clock& clock);
    HttpFeed(const HttpFeed&) = delete;
    HttpFeed& operator=(const HttpFeed&) = delete;

    Result<FeedReply> fetch(EventId from, std::uint32_t limit, std::stop_token stop) override;

private:
    struct Answer {
        HttpResponse response;
        std::string secret;  // what it was asked with
    };

    HttpFeed(HttpFeedSettings settings, RequestUrl url, RequestUrl token_url,
             std::unique_ptr<HttpClient> http, Clock& clock);
    Result<Answer> ask(EventId from, std::uint32_t limit, Duration& left, std::stop_token stop);
    Result<Answer> ask_once(EventId from, std::uint32_t limit, Duration& left,
                            std::stop_token stop);

    HttpFeedSettings settings_;
    RequestUrl url_;
    Clock& clock_;
    std::unique_ptr<HttpClient> http_;
    FeedCredential credential_;
    RateLimit rate_limit_;
    bool zero_refused_ = false;
};

}  // namespace scan
