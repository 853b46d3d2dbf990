#include "adapters/aws/credential_cache.h"

#include <fmt/format.h>

// Credentials of roles live for an hour or so, and the places that hand them out fail at times. So
// they are fetched long before they expire, and age in four steps:
//
//   fresh    more than 15 minutes are left, or they never expire: served without a thought.
//   ageing   one caller fetches; the others are served with what there is, so that nobody waits twice.
//   old      less than 10 minutes are left: all wait for one fetch. If it fails, what there is serves on.
//   useless  there are none, or they expired or were refused: its outcome is everybody's.
//
// A fetch is a shared attempt: however many threads need one, a source is asked once at a time.
// While something serves, it is asked no more than twice a minute, so that a source that fails, or
// whose credentials live for minutes only, does not cost each call a wait. The lifetime is measured
// once, when credentials arrive, and then goes by the monotonic clock: the wall clock may jump.

namespace scan {
namespace {

// The SDKs' own.
constexpr Duration kAgeingBeforeExpiry = std::chrono::minutes(15);
constexpr Duration kOldBeforeExpiry = std::chrono::minutes(10);
constexpr Duration kFetchInterval = std::chrono::seconds(30);

constexpr std::string_view kName = "AWS credentials";

}  // namespace

CredentialCache::Age CredentialCache::age(Instant now) const {
    if (!serving_) return Age::useless;
    const auto& expires_at = serving_->expires_at;
    if (!expires_at) return Age::fresh;
    if (now >= *expires_at) return Age::useless;
    if (now < serving_->next_fetch || now < *expires_at - kAgeingBeforeExpiry) return Age::fresh;
    return now < *expires_at - kOldBeforeExpiry ? Age::ageing : Age::old;
}

Result<AwsCredentials> CredentialCache::get(std::stop_token stop) {
    MutexLock lock(mutex_);
    const Age before = age(clock_.now());
    if (before == Age::fresh || (before == Age::ageing && fetching_.is_under_way()))
        return serving_->credentials;
    const auto fetched = fetching_.share(
        lock, stop, [&] { return fetch(stop); },
        [this](Result<AwsCredentials> result) REQUIRES(mutex_) { keep(std::move(result)); });
    if (!fetched && fetched.error().code == ErrorCode::stopped)
        return std::unexpected(fetched.error());
    // What just arrived is served whatever its expiry: this machine's clock may be wrong.
    if (serving_ && (fetched || age(clock_.now()) != Age::useless)) return serving_->credentials;
    if (!fetched) return std::unexpected(fetched.error());
    return fail(ErrorCode::transient, "the AWS credentials were refused as they arrived");
}

void CredentialCache::keep(Result<AwsCredentials> fetched) {
    const Instant now = clock_.now();
    if (fetched) {
        serving_ = Serving{.credentials = std::move(*fetched), .expires_at = {}};
        if (const auto& expires_at = serving_->credentials.expires_at) {
            const std::int64_t ticks = expires_at->ticks() - clock_.utc_now().ticks();
            serving_->expires_at = now + std::chrono::nanoseconds(100) * ticks;
        }
        if (watch_ != nullptr) watch_->obtained(kName, serving_->expires_at);
    } else if (watch_ != nullptr) {
        watch_->not_renewed(kName, fetched.error());
    }
    if (serving_) serving_->next_fetch = now + kFetchInterval;
}

void CredentialCache::refuse(const AwsCredentials& refused) {
    const MutexLock lock(mutex_);
    if (!serving_) return;
    const AwsCredentials& current = serving_->credentials;
    if (current.access_key_id == refused.access_key_id &&
        current.secret_access_key == refused.secret_access_key &&
        current.session_token == refused.session_token) {
        serving_.reset();
    }
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
