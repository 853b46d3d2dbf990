#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/aws/aws_credentials.h"
#include "adapters/aws/aws_variables.h"

namespace scan {

// Where credentials are looked for, in the order of Amazon's SDKs: environment, web identity,
// shared files with profiles, container, instance (IMDSv2; unless AWS_EC2_METADATA_DISABLED).
// `region`: of the STS that web identities are shown to.
std::vector<std::unique_ptr<CredentialSource>> credential_chain(const AwsVariables& variables,
                                                                const std::string& region);

}  // namespace scan
