#include "adapters/aws/instance_credentials.h"

#include <algorithm>

#include "base/percent_encoding.h"

namespace scan {
namespace {

// The service is on the machine's own link: if it is there, it answers at once.
constexpr Duration kTimeout = std::chrono::seconds(1);
constexpr const char* kRolesPath = "/latest/meta-data/iam/security-credentials/";

}  // namespace

InstanceCredentials::InstanceCredentials(const AwsVariables& variables)
    : variables_(variables), endpoint_(kTimeout, HttpProxy::none) {}

Result<std::optional<AwsCredentials>> InstanceCredentials::fetch(std::stop_token stop) {
    if (variable(variables_, "AWS_EC2_METADATA_DISABLED") == "true") return std::nullopt;
    std::string origin = variable(variables_, "AWS_EC2_METADATA_SERVICE_ENDPOINT");
    if (origin.empty()) origin = "http://169.254.169.254";
    const auto url = RequestUrl::parse(origin);
    if (!url) {
        return fail(ErrorCode::denied, "AWS_EC2_METADATA_SERVICE_ENDPOINT: " + url.error().message);
    }
    auto credentials = ask(*url, std::move(stop));
    if (!credentials) {
        if (has_answered_ || credentials.error().code == ErrorCode::stopped)
            return std::unexpected(credentials.error());
        return std::nullopt;
    }
    has_answered_ = true;
    return std::move(*credentials);
}

Result<AwsCredentials> InstanceCredentials::ask(const RequestUrl& origin, std::stop_token stop) {
    RequestUrl url = origin;
    url.path = "/latest/api/token";
    const auto token = endpoint_.ask(HttpMethod::put, url,
                                     {{"X-aws-ec2-metadata-token-ttl-seconds", "21600"}}, {}, stop);
    if (!token) return std::unexpected(token.error());
    const std::vector<HttpHeader> headers{{"X-aws-ec2-metadata-token", *token}};
    url.path = kRolesPath;
    auto role = endpoint_.ask(HttpMethod::get, url, headers, {}, stop);
    if (!role) return std::unexpected(role.error());
    // One line a role; a machine has one.
    role->resize(std::min(role->find_first_of("\r\n"), role->size()));
    url.path += percent_encode(*role);
    const auto answer = endpoint_.ask(HttpMethod::get, url, headers, {}, std::move(stop));
    if (!answer) return std::unexpected(answer.error());
    auto credentials = parse_credentials_json(*answer);
    if (!credentials) credentials.error().code = ErrorCode::transient;
    return credentials;
}

}  // namespace scan
