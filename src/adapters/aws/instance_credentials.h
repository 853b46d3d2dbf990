#pragma once

#include "adapters/aws/aws_variables.h"
#include "adapters/aws/credential_endpoint.h"

namespace scan {

// The role of the machine (EC2), from its metadata service by IMDSv2: a token is put, then the
// role's name and its credentials are got. AWS_EC2_METADATA_DISABLED turns it off,
// AWS_EC2_METADATA_SERVICE_ENDPOINT is another place. A machine without the service is one without
// these credentials, not an error, until it has given some.
class InstanceCredentials final : public CredentialSource {
public:
    explicit InstanceCredentials(const AwsVariables& variables);

    std::string_view name() const override { return "the machine's metadata service"; }
    Result<std::optional<AwsCredentials>> fetch(std::stop_token stop) override;

private:
    Result<AwsCredentials> ask(const RequestUrl& origin, std::stop_token stop);

    AwsVariables variables_;
    CredentialEndpoint endpoint_;
    bool has_answered_ = false;
};

}  // namespace scan
