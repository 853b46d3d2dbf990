#include "adapters/aws/profile_credentials.h"

#include "adapters/aws/credential_process.h"
#include "adapters/aws/web_identity_credentials.h"

namespace scan {

Result<std::optional<AwsCredentials>> ProfileCredentials::fetch(std::stop_token stop) {
    const auto profile = read_profile(variables_);
    if (!profile) return std::unexpected(profile.error());
    const auto value = [&](std::string_view key) { return variable(*profile, key); };

    if (!value("web_identity_token_file").empty()) {
        WebIdentity identity = web_identity_of(variables_, region_);
        identity.token_file = value("web_identity_token_file");
        identity.role_arn = value("role_arn");
        if (!value("role_session_name").empty()) identity.session_name = value("role_session_name");
        return WebIdentityCredentials(std::move(identity)).fetch(std::move(stop));
    }
    if (!value("role_arn").empty() || !value("sso_session").empty() ||
        !value("sso_start_url").empty()) {
        return fail(
            ErrorCode::denied,
            "a role of another profile's or single sign-on is not supported; allowed: keys, "
            "credential_process, or role_arn with web_identity_token_file");
    }
    AwsCredentials keys{.access_key_id = value("aws_access_key_id"),
                        .secret_access_key = value("aws_secret_access_key"),
                        .session_token = value("aws_session_token"),
                        .expires_at = std::nullopt};
    if (!keys.access_key_id.empty() && !keys.secret_access_key.empty()) return keys;
    if (!keys.access_key_id.empty() || !keys.secret_access_key.empty()) {
        return fail(ErrorCode::denied,
                    "aws_access_key_id and aws_secret_access_key are only good together");
    }
    if (value("credential_process").empty()) return std::nullopt;
    const auto output = run_credential_process(value("credential_process"), stop);
    if (!output) return std::unexpected(output.error());
    auto credentials = parse_credentials_json(*output);
    if (!credentials)
        return fail(ErrorCode::denied, "credential_process: " + credentials.error().message);
    return std::move(*credentials);
}

}  // namespace scan
