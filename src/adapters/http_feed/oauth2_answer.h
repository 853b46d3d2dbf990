#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"

namespace scan {

// The grant of a token URL (RFC 6749, 5.1).
struct OAuth2Grant {
    std::string access_token;
    Duration lifetime{};  // five minutes if the answer does not say; a day at most
};

// rejected: the answer is no JSON object with a bearer token that a header can carry. The message
// quotes nothing of it.
Result<OAuth2Grant> parse_oauth2_grant(std::string_view body);

// The error code of a refusal (RFC 6749, 5.2), e.g. "invalid_client", as one short line; empty if
// the answer has none.
std::string oauth2_refusal(std::string_view body);

}  // namespace scan
