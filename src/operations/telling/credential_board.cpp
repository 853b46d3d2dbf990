#include "operations/telling/credential_board.h"

#include <fmt/format.h>

namespace scan {
namespace {

constexpr Duration kSoon = std::chrono::minutes(10);

}  // namespace

void CredentialBoard::obtained(std::string_view name, std::optional<Instant> ends) {
    const MutexLock lock(mutex_);
    credentials_.insert_or_assign(std::string(name), Credential{.ends = ends});
}

void CredentialBoard::not_renewed(std::string_view name, const Error& error) {
    // A call that was ended early says nothing of the issuer.
    if (error.code == ErrorCode::stopped) return;
    const Moment now = Moment::now_of(clock_);
    const MutexLock lock(mutex_);
    const auto known = credentials_.find(name);
    // What was never there does not end: the calls that need it tell.
    if (known == credentials_.end()) return;
    auto& failure = known->second.failure;
    failure = Failure{.since = failure ? failure->since : now, .message = error.message};
}

std::vector<Sign> CredentialBoard::read() const {
    const Moment now = Moment::now_of(clock_);
    std::vector<Sign> signs;
    const MutexLock lock(mutex_);
    for (const auto& [name, credential] : credentials_) {
        const auto& [ends, failure] = credential;
        if (!ends || !failure || *ends - now.instant > kSoon) continue;
        signs.push_back(
            {.id = ConditionId::credential_expiring,
             .since = failure->since.stamp(now),
             .detail = fmt::format("{} {}: {}", name,
                                   *ends <= now.instant ? "ended and was not renewed"
                                                        : "ends soon and is not renewed",
                                   failure->message),
             .ends_at = later(now.utc, *ends - now.instant)});
    }
    return signs;
}

}  // namespace scan
