#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"

namespace scan {

// A key pair that requests are signed with. Nothing prints it.
struct AwsCredentials {
    std::string access_key_id;
    std::string secret_access_key;
    std::string session_token;  // empty: keys of a user, which need none
    std::optional<UtcTime> expires_at;
};

// One place that credentials may come from.
class CredentialSource {
public:
    virtual ~CredentialSource() = default;

    // "the environment", for messages.
    virtual std::string_view name() const = 0;

    // The credentials as they are now: files and endpoints are read anew. nullopt: there are none
    // in this place, ask the next.
    //   transient, throttled: the place has a problem of its own.
    //   denied: it is set up wrongly or refuses us.
    //   stopped: `stop` was requested.
    // One thread at a time.
    virtual Result<std::optional<AwsCredentials>> fetch(std::stop_token stop) = 0;
};

// From JSON as the container and instance endpoints and a credential_process answer it:
// AccessKeyId, SecretAccessKey, Token or SessionToken, Expiration. rejected: it is none; the
// message quotes nothing of it.
Result<AwsCredentials> parse_credentials_json(std::string_view text);

}  // namespace scan
