#include "adapters/http_feed/feed_admission.h"

#include <utility>

namespace scan {

FeedAdmission::FeedAdmission(const HttpFeedSettings& settings, RequestUrl token_url,
                             std::unique_ptr<HttpClient> http, Clock& clock)
    : clock_(clock),
      http_(std::move(http)),
      credential_(settings, std::move(token_url), *http_, clock),
      rate_limit_(settings.rate_limit) {}

bool FeedAdmission::wait_for_turn(std::stop_token stop) {
    const Instant turn = [this] {
        const MutexLock lock(mutex_);
        return rate_limit_.reserve(clock_.now());
    }();
    return clock_.sleep_until(turn, std::move(stop));
}

Result<std::string> FeedAdmission::secret(Duration timeout, std::stop_token stop) {
    const MutexLock lock(mutex_);
    return credential_.secret(timeout, std::move(stop));
}

std::optional<HttpHeader> FeedAdmission::header(const std::string& secret) const {
    const MutexLock lock(mutex_);
    return credential_.header(secret);
}

Result<bool> FeedAdmission::renew(int status, const std::string& refused) {
    const MutexLock lock(mutex_);
    return credential_.renew(status, refused);
}

std::string FeedAdmission::settings() const {
    const MutexLock lock(mutex_);
    return credential_.settings();
}

}  // namespace scan
