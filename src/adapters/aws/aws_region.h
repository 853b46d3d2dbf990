#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace scan {

// The region in the name of a host of Amazon's, e.g. `sqs.eu-west-1.amazonaws.com`,
// `sqs.eu-west-1.api.aws`, `sqs.eusc-de-east-1.amazonaws.eu`,
// `vpce-0a1b.sqs.eu-west-1.vpce.amazonaws.com` or the old `eu-west-1.queue.amazonaws.com`; nullopt
// for any other host.
std::optional<std::string> region_of_host(std::string_view host);

bool is_amazon_host(std::string_view host);

// Letters, digits and dashes, as a host's name needs them.
bool is_region(std::string_view text);

}  // namespace scan
