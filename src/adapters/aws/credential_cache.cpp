#include "adapters/sqs/credential_cache.h"

#include <fmt/format.h>

namespace scan {
namespace {

// The SDKs' own.
constexpr Duration kAgeingBeforeExpiry = std::chrono::minutes(15);
constexpr Duration kOldBeforeExpiry = std::chrono::minutes(10);
// Credentials that live shorter than that, or a source that fails, are not asked for with every call.
constexpr Duration kTryInterval = std::chrono::seconds(30);

}  // namespace

CredentialCache::Age CredentialCache::age(Instant now) const {
    if (!current_) return Age::useless;
    if (!expires_at_) return Age::fresh;
    if (now >= *expires_at_) return Age::useless;
    if (now < next_try_ || now < *expires_at_ - kAgeingBeforeExpiry) return Age::fresh;
    return now < *expires_at_ - kOldBeforeExpiry ? Age::ageing : Age::old;
}

Result<AwsCredentials> CredentialCache::get(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    const Age first = age(clock_.now());
    if (first == Age::fresh || (first == Age::ageing && is_fetching_)) return *current_;
    if (is_fetching_) {
        if (!fetched_.wait(lock, stop, [this] { return !is_fetching_; }))
            return fail(ErrorCode::stopped, "stopped");
        if (age(clock_.now()) != Age::useless) return *current_;
        // What failed a moment ago for the other thread is not asked for again by each that waited.
        if (!last_fetch_) return std::unexpected(last_fetch_.error());
        return fail(ErrorCode::transient, "the credentials expired at once");
    }
    is_fetching_ = true;
    lock.unlock();
    auto fetched = fetch(std::move(stop));
    lock.lock();
    is_fetching_ = false;
    fetched_.notify_all();

    const Instant now = clock_.now();
    next_try_ = now + kTryInterval;
    last_fetch_ = fetched ? Result<>() : std::unexpected(fetched.error());
    if (fetched) {
        keep(std::move(*fetched), now);
        return *current_;
    }
    if (age(now) != Age::useless && fetched.error().code != ErrorCode::stopped) return *current_;
    return fetched;
}

void CredentialCache::keep(AwsCredentials fetched, Instant now) {
    current_ = std::move(fetched);
    expires_at_.reset();
    if (!current_->expires_at) return;
    // The lifetime is measured once: the wall clock may jump later.
    const std::int64_t ticks = current_->expires_at->ticks() - clock_.utc_now().ticks();
    expires_at_ = now + std::chrono::nanoseconds(100) * ticks;
}

void CredentialCache::refuse(const AwsCredentials& refused) {
    const std::scoped_lock lock(mutex_);
    const bool is_current = current_ && current_->access_key_id == refused.access_key_id &&
                            current_->secret_access_key == refused.secret_access_key &&
                            current_->session_token == refused.session_token;
    if (is_current) current_.reset();
}

Result<AwsCredentials> CredentialCache::fetch(std::stop_token stop) {
    std::string asked;
    for (const auto& source : sources_) {
        if (found_ != nullptr && source.get() != found_) continue;
        auto credentials = source->fetch(stop);
        if (!credentials) {
            return fail(credentials.error().code,
                        fmt::format("AWS credentials of {}: {}", source->name(),
                                    credentials.error().message));
        }
        if (*credentials) {
            found_ = source.get();
            return std::move(**credentials);
        }
        asked += fmt::format("{}{}", asked.empty() ? "" : ", ", source->name());
    }
    return fail(ErrorCode::denied, fmt::format("no AWS credentials in: {}", asked));
}

}  // namespace scan
