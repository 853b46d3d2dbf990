#pragma once

#include <map>
#include <optional>
#include <string>

#include "adapters/sqs/aws_variables.h"
#include "base/error.h"

namespace scan {

// The keys of one profile out of the AWS tools' two files: AWS_SHARED_CREDENTIALS_FILE (~/.aws/credentials), whose keys win, and
// AWS_CONFIG_FILE (~/.aws/config).
using AwsProfile = std::map<std::string, std::string, std::less<>>;

// The keys of `[name]`, or where `prefix` is not empty of `[<prefix> name]` too, in a file's text. Pure.
AwsProfile parse_profile(std::string_view text, std::string_view name, std::string_view prefix);

// The profile that AWS_PROFILE names, else "default". Reads the files anew. Empty: there is no such profile.
//   denied: a file is there and cannot be read, or AWS_PROFILE names a profile that is in neither.
Result<AwsProfile> read_profile(const AwsVariables& variables);

}  // namespace scan
