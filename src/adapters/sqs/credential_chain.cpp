#include "adapters/sqs/credential_chain.h"

#include "adapters/sqs/environment_credentials.h"

namespace scan {

std::vector<std::unique_ptr<CredentialSource>> credential_chain(const AwsVariables& variables,
                                                                const std::string&, Clock&) {
    std::vector<std::unique_ptr<CredentialSource>> chain;
    chain.push_back(std::make_unique<EnvironmentCredentials>(variables));
    return chain;
}

}  // namespace scan
