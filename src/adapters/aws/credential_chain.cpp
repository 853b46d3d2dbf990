#include "adapters/aws/credential_chain.h"

#include "adapters/aws/container_credentials.h"
#include "adapters/aws/environment_credentials.h"
#include "adapters/aws/instance_credentials.h"
#include "adapters/aws/profile_credentials.h"
#include "adapters/aws/web_identity_credentials.h"

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
