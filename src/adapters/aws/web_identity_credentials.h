#pragma once

#include "adapters/aws/aws_variables.h"
#include "adapters/aws/credential_endpoint.h"
#include "adapters/http/request_url.h"

namespace scan {

struct WebIdentity {
    std::string token_file;  // read anew at each fetch: Kubernetes rotates it
    std::string role_arn;
    std::string session_name;
    Result<RequestUrl> sts;  // https://sts.eu-west-1.amazonaws.com
    std::string ca_file;     // empty: the machine's authorities
};

// As the variables say it: AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_ARN, AWS_ROLE_SESSION_NAME.
WebIdentity web_identity_of(const AwsVariables& variables, const std::string& region);

// What STS answers to AssumeRoleWithWebIdentity. Pure. transient: it holds no credentials; the
// message quotes nothing of it.
Result<AwsCredentials> parse_assumed_role(std::string_view xml);

// A role for a token of the cluster's (EKS service accounts), by AssumeRoleWithWebIdentity, which
// needs no signature.
class WebIdentityCredentials final : public CredentialSource {
public:
    explicit WebIdentityCredentials(WebIdentity identity);

    std::string_view name() const override {
        return "the web identity (AWS_WEB_IDENTITY_TOKEN_FILE)";
    }
    Result<std::optional<AwsCredentials>> fetch(std::stop_token stop) override;

private:
    WebIdentity identity_;
    CredentialEndpoint sts_;
};

}  // namespace scan
