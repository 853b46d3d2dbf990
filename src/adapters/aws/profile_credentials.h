#pragma once

#include "adapters/aws/aws_profile.h"
#include "adapters/aws/credential_endpoint.h"

namespace scan {

// Reads a profile of the shared files: keys, a credential_process, or a role for a web identity.
// Roles of another profile's and single sign-on are refused with a sentence; a credential_process
// can bring those.
class ProfileCredentials final : public CredentialSource {
public:
    // `region`: of the STS that web identities are shown to.
    ProfileCredentials(const AwsVariables& variables, std::string region)
        : variables_(variables), region_(std::move(region)) {}

    std::string_view name() const override { return "the shared files (AWS_PROFILE)"; }
    Result<std::optional<AwsCredentials>> fetch(std::stop_token stop) override;

private:
    AwsVariables variables_;
    std::string region_;
};

}  // namespace scan
