#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/http/http_client.h"
#include "adapters/http_feed/feed_admission.h"
#include "adapters/http_feed/http_feed_settings.h"
#include "pipeline/ports/feed.h"

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
    // Another way to the same feed, for one more thread: its connection is its own, the rate limit and
    // the credential are this one's, which it must not outlive. Errors are those of `create`.
    Result<std::unique_ptr<HttpFeed>> lane();
    HttpFeed(const HttpFeed&) = delete;
    HttpFeed& operator=(const HttpFeed&) = delete;

    Result<FeedReply> fetch(EventId from, std::uint32_t limit, std::stop_token stop) override;

    // The status that the last `fetch` was answered with at last; nullopt: with none.
    std::optional<int> answered_status() const { return answered_status_; }

private:
    struct Answer {
        HttpResponse response;
        std::vector<std::string> secrets;  // that it was asked with
    };

    HttpFeed(HttpFeedSettings settings, RequestUrl url, std::unique_ptr<HttpClient> http,
             FeedAdmission& admission, Clock& clock);
    Result<Answer> ask(EventId from, std::uint32_t limit, Duration& left, std::stop_token stop);
    Result<Answer> ask_once(EventId from, std::uint32_t limit, Duration& left,
                            std::stop_token stop);

    HttpFeedSettings settings_;
    RequestUrl url_;
    Clock& clock_;
    std::unique_ptr<HttpClient> http_;
    std::unique_ptr<FeedAdmission> own_admission_;  // nullptr: it is another's
    FeedAdmission& admission_;
    bool zero_refused_ = false;
    std::optional<int> answered_status_;
};

}  // namespace scan
