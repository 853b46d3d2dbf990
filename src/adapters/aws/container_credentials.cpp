#include "adapters/aws/container_credentials.h"

#include <algorithm>
#include <array>

#include "base/secret.h"

namespace scan {
namespace {

constexpr Duration kTimeout = std::chrono::seconds(2);

bool is_private(const RequestUrl& url) {
    // ECS, EKS pod identity.
    constexpr std::array<std::string_view, 3> kHosts{"169.254.170.2", "169.254.170.23",
                                                     "[fd00:ec2::23]"};
    return url.scheme == "https" || url.is_loopback() ||
           std::ranges::find(kHosts, url.host) != kHosts.end();
}

}  // namespace

ContainerCredentials::ContainerCredentials(const AwsVariables& variables, std::string host)
    : variables_(variables), host_(std::move(host)), endpoint_(kTimeout, HttpProxy::none) {}

Result<std::string> ContainerCredentials::token() const {
    const std::string file = variable(variables_, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
    if (file.empty()) return variable(variables_, "AWS_CONTAINER_AUTHORIZATION_TOKEN");
    return Secret::in_file(file).read();
}

Result<std::optional<AwsCredentials>> ContainerCredentials::fetch(std::stop_token stop) {
    const std::string relative = variable(variables_, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    const std::string full = variable(variables_, "AWS_CONTAINER_CREDENTIALS_FULL_URI");
    if (relative.empty() && full.empty()) return std::nullopt;
    const auto url = RequestUrl::parse(relative.empty() ? full : host_ + relative);
    if (!url) {
        return fail(ErrorCode::denied,
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI: " + url.error().message);
    }
    if (relative.empty() && !is_private(*url)) {
        return fail(ErrorCode::denied,
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI: plain http to " + url->host +
                        "; allowed: https, loopback, 169.254.170.2 and 169.254.170.23");
    }
    const auto authorization = token();
    if (!authorization) return std::unexpected(authorization.error());
    std::vector<HttpHeader> headers{{"Accept", "application/json"}};
    if (!authorization->empty()) headers.push_back({"Authorization", *authorization});
    const auto answer =
        endpoint_.ask(HttpMethod::get, *url, std::move(headers), {}, std::move(stop));
    if (!answer) return std::unexpected(answer.error());
    auto credentials = parse_credentials_json(*answer);
    if (!credentials) return fail(ErrorCode::transient, credentials.error().message);
    return std::move(*credentials);
}

}  // namespace scan
