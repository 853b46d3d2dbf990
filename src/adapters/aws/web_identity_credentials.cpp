#include "adapters/aws/web_identity_credentials.h"

#include <fmt/format.h>

#include "adapters/aws/aws_endpoints.h"
#include "adapters/aws/xml_element.h"
#include "base/percent_encoding.h"
#include "base/secret.h"

namespace scan {
namespace {

constexpr Duration kTimeout = std::chrono::seconds(5);

}  // namespace

Result<AwsCredentials> parse_assumed_role(std::string_view xml) {
    const std::string_view part = xml_element(xml, "Credentials").value_or(std::string_view());
    AwsCredentials credentials{.access_key_id = xml_text(part, "AccessKeyId"),
                               .secret_access_key = xml_text(part, "SecretAccessKey"),
                               .session_token = xml_text(part, "SessionToken"),
                               .expires_at = std::nullopt};
    const auto expiration = UtcTime::parse(xml_text(part, "Expiration"));
    if (credentials.access_key_id.empty() || credentials.secret_access_key.empty() || !expiration)
        return fail(ErrorCode::transient, "the answer of STS holds no credentials");
    credentials.expires_at = *expiration;
    return credentials;
}

WebIdentity web_identity_of(const AwsVariables& variables, const std::string& region) {
    const AwsEndpoints endpoints(variables);
    WebIdentity identity{.token_file = variable(variables, "AWS_WEB_IDENTITY_TOKEN_FILE"),
                         .role_arn = variable(variables, "AWS_ROLE_ARN"),
                         .session_name = variable(variables, "AWS_ROLE_SESSION_NAME"),
                         .sts = endpoints.endpoint("sts", region),
                         .ca_file = endpoints.ca_file()};
    if (identity.session_name.empty()) identity.session_name = "scan-event-worker";
    return identity;
}

WebIdentityCredentials::WebIdentityCredentials(WebIdentity identity)
    : identity_(std::move(identity)),
      sts_(kTimeout, HttpProxy::of_environment, identity_.ca_file) {}

Result<std::optional<AwsCredentials>> WebIdentityCredentials::fetch(std::stop_token stop) {
    if (identity_.token_file.empty()) return std::nullopt;
    if (identity_.role_arn.empty()) return fail(ErrorCode::denied, "AWS_ROLE_ARN is not set");
    if (!identity_.sts) return std::unexpected(identity_.sts.error());
    const auto token = Secret::in_file(identity_.token_file).read();
    if (!token) return std::unexpected(token.error());
    const auto answer = sts_.ask(
        HttpMethod::post, *identity_.sts, {{"Content-Type", "application/x-www-form-urlencoded"}},
        fmt::format("Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn={}"
                    "&RoleSessionName={}&WebIdentityToken={}",
                    percent_encode(identity_.role_arn), percent_encode(identity_.session_name),
                    percent_encode(*token)),
        std::move(stop));
    if (!answer) return std::unexpected(answer.error());
    return parse_assumed_role(*answer);
}

}  // namespace scan
