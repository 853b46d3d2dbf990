#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/aws/aws_profile.h"
#include "adapters/http/request_url.h"

namespace scan {

// Where the services of Amazon's are, as the AWS tools' variables and the profile say it:
//   AWS_ENDPOINT_URL_SQS (of any service), AWS_ENDPOINT_URL; the profile's `services` section,
//   endpoint_url. None of these with AWS_IGNORE_CONFIGURED_ENDPOINT_URLS.
//   AWS_USE_FIPS_ENDPOINT, use_fips_endpoint; AWS_USE_DUALSTACK_ENDPOINT, use_dualstack_endpoint.
//   AWS_CA_BUNDLE, ca_bundle.
// A variable wins over the profile. A value.
class AwsEndpoints final {
public:
    // A profile that cannot be read says nothing here: it is an error of the credentials, if they
    // are looked for there.
    explicit AwsEndpoints(const AwsVariables& variables);

    // What was chosen for the service, "sqs" for example; nullopt: nothing was.
    //   denied: it is no URL, or FIPS is asked for too: nobody knows whether that place has it.
    Result<std::optional<RequestUrl>> chosen(std::string_view service) const;

    // Amazon's own endpoint of the service, with FIPS and dual stack if they are asked for.
    RequestUrl of_amazon(std::string_view service, std::string_view region) const;

    // The chosen one, else Amazon's own.
    Result<RequestUrl> endpoint(std::string_view service, std::string_view region) const;

    bool uses_fips() const { return uses_fips_; }
    bool uses_dual_stack() const { return uses_dual_stack_; }

    // A file of the authorities to trust; empty: those of the machine.
    const std::string& ca_file() const { return ca_file_; }

private:
    AwsVariables variables_;
    AwsProfile profile_;
    bool uses_fips_ = false;
    bool uses_dual_stack_ = false;
    std::string ca_file_;
};

}  // namespace scan
