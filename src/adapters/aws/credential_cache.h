#pragma once

#include <memory>
#include <vector>

#include "adapters/aws/aws_credentials.h"
#include "adapters/aws/shared_attempt.h"
#include "base/mutex.h"
#include "operations/ports/credential_watch.h"

namespace scan {

// The credentials of a process: from the first of its sources that has any, kept, and fetched anew
// ahead of their expiry, so that no call waits for them. While a source fails, credentials that
// have not expired serve on. Any thread.
class CredentialCache final {
public:
    // `watch` may be nullptr.
    CredentialCache(std::vector<std::unique_ptr<CredentialSource>> sources, Clock& clock,
                    CredentialWatch* watch = nullptr)
        : sources_(std::move(sources)), clock_(clock), watch_(watch) {}

    // Waits for a fetch only if there is nothing to serve with, or if that expires within ten
    // minutes.
    // denied: no source has credentials, or the one that has them refuses. Otherwise as
    // CredentialSource::fetch; messages name the source.
    Result<AwsCredentials> get(std::stop_token stop);

    // The service called these expired or unknown: the next `get` fetches, unless another thread
    // has done so by then.
    void refuse(const AwsCredentials& refused);

private:
    struct Serving {
        AwsCredentials credentials;
        std::optional<Instant> expires_at;  // nullopt: never
        Instant next_fetch{};               // not before
    };
    enum class Age { fresh, ageing, old, useless };

    Age age(Instant now) const REQUIRES(mutex_);
    Result<AwsCredentials> fetch(std::stop_token stop);
    void keep(Result<AwsCredentials> fetched) REQUIRES(mutex_);

    std::vector<std::unique_ptr<CredentialSource>> sources_;
    Clock& clock_;
    CredentialWatch* const watch_;
    // The source that once had credentials: it alone is asked again. For whoever makes the attempt.
    CredentialSource* found_ = nullptr;

    Mutex mutex_;
    SharedAttempt fetching_ GUARDED_BY(mutex_);
    std::optional<Serving> serving_ GUARDED_BY(mutex_);
};

}  // namespace scan
