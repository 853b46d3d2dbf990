#pragma once

#include "adapters/aws/aws_credentials.h"
#include "adapters/aws/aws_variables.h"

namespace scan {

// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.
class EnvironmentCredentials final : public CredentialSource {
public:
    explicit EnvironmentCredentials(const AwsVariables& variables) : variables_(variables) {}

    std::string_view name() const override { return "the environment"; }
    Result<std::optional<AwsCredentials>> fetch(std::stop_token stop) override;

private:
    AwsVariables variables_;
};

}  // namespace scan
