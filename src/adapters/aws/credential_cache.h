#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "adapters/sqs/aws_credentials.h"

namespace scan {

// The credentials of a process: from the first of its sources that has any, kept, and fetched anew ahead of their expiry, so that no call
// waits for them: from 15 minutes before it one caller fetches while the others go on with what they have; from 10 minutes before it all
// wait for that. While a source fails, what has not expired serves on. Any thread.
class CredentialCache final {
public:
    CredentialCache(std::vector<std::unique_ptr<CredentialSource>> sources, Clock& clock)
        : sources_(std::move(sources)), clock_(clock) {}

    // denied: no source has credentials, or the one that has them refuses. Otherwise as CredentialSource::fetch; messages name the source.
    Result<AwsCredentials> get(std::stop_token stop);

    // The service called these expired or unknown: the next `get` fetches, unless another thread has done so by then.
    void refuse(const AwsCredentials& refused);

private:
    enum class Age { fresh, ageing, old, useless };
    Age age(Instant now) const;
    Result<AwsCredentials> fetch(std::stop_token stop);
    void keep(AwsCredentials fetched, Instant now);

    std::vector<std::unique_ptr<CredentialSource>> sources_;
    Clock& clock_;

    std::mutex mutex_;
    std::condition_variable_any fetched_;
    bool is_fetching_ = false;
    CredentialSource* found_ =
        nullptr;  // the source that once had credentials: it alone is asked again
    std::optional<AwsCredentials> current_;
    std::optional<Instant> expires_at_;  // of current_; nullopt: never
    Instant next_try_{};                 // while current_ still serves
    Result<> last_fetch_;
};

}  // namespace scan
