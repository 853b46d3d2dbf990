#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/mutex.h"
#include "operations/conditions/facts.h"
#include "operations/ports/credential_watch.h"
#include "operations/telling/moment.h"

namespace scan {

// Which credentials end soon, though somebody has tried to renew them. Any thread.
class CredentialBoard final : public CredentialWatch {
public:
    explicit CredentialBoard(Clock& clock) : clock_(clock) {}

    void obtained(std::string_view name, std::optional<Instant> ends) override;
    void not_renewed(std::string_view name, const Error& error) override;

    // A sign for each that has ended or ends within ten minutes, and could not be renewed.
    std::vector<Sign> read() const;

private:
    struct Failure {
        Moment since;
        std::string message;
    };
    struct Credential {
        std::optional<Instant> ends;
        std::optional<Failure> failure = {};
    };

    Clock& clock_;
    mutable Mutex mutex_;
    std::map<std::string, Credential, std::less<>> credentials_ GUARDED_BY(mutex_);
};

}  // namespace scan
