#pragma once

#include <optional>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"

namespace scan {

// Is told of the credentials that end by themselves. `name` says which, for people and metrics: "AWS credentials", "feed.client_cert".
// Any thread.
class CredentialWatch {
public:
    virtual ~CredentialWatch() = default;

    // This is what the worker shows from now on. `ends`: nullopt: never.
    virtual void obtained(std::string_view name, std::optional<Instant> ends) = 0;

    // There is no newer one, because of this.
    virtual void not_renewed(std::string_view name, const Error& error) = 0;
};

}  // namespace scan
