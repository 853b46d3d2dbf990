#include "adapters/aws/environment_credentials.h"

namespace scan {

Result<std::optional<AwsCredentials>> EnvironmentCredentials::fetch(std::stop_token) {
    AwsCredentials credentials{.access_key_id = variable(variables_, "AWS_ACCESS_KEY_ID"),
                               .secret_access_key = variable(variables_, "AWS_SECRET_ACCESS_KEY"),
                               .session_token = variable(variables_, "AWS_SESSION_TOKEN"),
                               .expires_at = std::nullopt};
    if (credentials.access_key_id.empty() && credentials.secret_access_key.empty())
        return std::nullopt;
    if (credentials.access_key_id.empty() || credentials.secret_access_key.empty()) {
        return fail(ErrorCode::denied,
                    "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are only good together");
    }
    return credentials;
}

}  // namespace scan
