#include "adapters/sqs/credential_chain.h"

#include "adapters/sqs/container_credentials.h"
#include "adapters/sqs/environment_credentials.h"
#include "adapters/sqs/instance_credentials.h"
#include "adapters/sqs/profile_credentials.h"
#include "adapters/sqs/web_identity_credentials.h"

namespace scan {

std::vector<std::unique_ptr<CredentialSource>> credential_chain(const AwsVariables& variables,
                                                                const std::string& region) {
    std::vector<std::unique_ptr<CredentialSource>> chain;
    chain.push_back(std::make_unique<EnvironmentCredentials>(variables));
    chain.push_back(std::make_unique<WebIdentityCredentials>(web_identity_of(variables, region)));
    chain.push_back(std::make_unique<ProfileCredentials>(variables, region));
    chain.push_back(std::make_unique<ContainerCredentials>(variables));
    chain.push_back(std::make_unique<InstanceCredentials>(variables));
    return chain;
}

}  // namespace scan
