#pragma once

#include "adapters/aws/aws_variables.h"
#include "adapters/aws/credential_endpoint.h"

namespace scan {

// A role from the endpoint of the container's host (ECS, EKS pod identity):
// AWS_CONTAINER_CREDENTIALS_RELATIVE_URI below `host`, or AWS_CONTAINER_CREDENTIALS_FULL_URI; with
// the token of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, read anew each time, or of
// AWS_CONTAINER_AUTHORIZATION_TOKEN. Plain http only to loopback and the link-local addresses of
// these services.
class ContainerCredentials final : public CredentialSource {
public:
    explicit ContainerCredentials(const AwsVariables& variables,
                                  std::string host = "http://169.254.170.2");

    std::string_view name() const override { return "the container's endpoint"; }
    Result<std::optional<AwsCredentials>> fetch(std::stop_token stop) override;

private:
    Result<std::string> token() const;

    AwsVariables variables_;
    std::string host_;
    CredentialEndpoint endpoint_;
};

}  // namespace scan
