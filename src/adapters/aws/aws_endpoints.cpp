#include "adapters/aws/aws_endpoints.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/aws/aws_partition.h"

namespace scan {
namespace {

// The variable's text, else that of the profile's key.
std::string text_of(const AwsVariables& variables, std::string_view name, const AwsProfile& profile,
                    std::string_view key) {
    std::string text = variable(variables, name);
    return text.empty() ? variable(profile, key) : text;
}

// As botocore: whatever else it says is no.
bool is_true(std::string_view text) {
    return std::ranges::equal(text, std::string_view("true"),
                              [](char a, char b) { return (a | 0x20) == b; });
}

std::string upper_case(std::string_view text) {
    std::string upper(text);
    for (char& c : upper) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return upper;
}

}  // namespace

AwsEndpoints::AwsEndpoints(const AwsVariables& variables)
    : variables_(variables), profile_(read_profile(variables).value_or(AwsProfile())) {
    const auto is_asked_for = [&](std::string_view name, std::string_view key) {
        return is_true(text_of(variables_, name, profile_, key));
    };
    uses_fips_ = is_asked_for("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint");
    uses_dual_stack_ = is_asked_for("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint");
    ca_file_ = text_of(variables_, "AWS_CA_BUNDLE", profile_, "ca_bundle");
}

Result<std::optional<RequestUrl>> AwsEndpoints::chosen(std::string_view service) const {
    if (is_true(text_of(variables_, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", profile_,
                        "ignore_configured_endpoint_urls"))) {
        return std::nullopt;
    }
    const std::string own = "AWS_ENDPOINT_URL_" + upper_case(service);
    const std::string own_key = fmt::format("services.{}.endpoint_url", service);
    const std::array<std::pair<std::string, std::string>, 4> places{{
        {own, variable(variables_, own)},
        {"AWS_ENDPOINT_URL", variable(variables_, "AWS_ENDPOINT_URL")},
        {"the profile's " + own_key, variable(profile_, own_key)},
        {"the profile's endpoint_url", variable(profile_, "endpoint_url")},
    }};
    for (const auto& [name, text] : places) {
        if (text.empty()) continue;
        auto url = RequestUrl::parse(text);
        if (!url) return fail(ErrorCode::denied, fmt::format("{}: {}", name, url.error().message));
        if (uses_fips_) {
            return fail(ErrorCode::denied,
                        fmt::format("AWS_USE_FIPS_ENDPOINT: not together with {}", name));
        }
        return std::move(*url);
    }
    return std::nullopt;
}

RequestUrl AwsEndpoints::of_amazon(std::string_view service, std::string_view region) const {
    const AwsPartition& partition = partition_of_region(region);
    // There the plain hosts are those with FIPS.
    const bool is_fips_already = partition.id == "aws-us-gov" && !uses_dual_stack_;
    RequestUrl url;
    url.scheme = "https";
    url.host =
        fmt::format("{}{}.{}.{}", service, uses_fips_ && !is_fips_already ? "-fips" : "", region,
                    uses_dual_stack_ ? partition.dual_stack_suffix : partition.suffix);
    url.port = 443;
    return url;
}

Result<RequestUrl> AwsEndpoints::endpoint(std::string_view service, std::string_view region) const {
    auto own = chosen(service);
    if (!own) return std::unexpected(own.error());
    return *own ? std::move(**own) : of_amazon(service, region);
}

}  // namespace scan
