#pragma once

#include "adapters/aws/aws_shared_file.h"
#include "adapters/aws/aws_variables.h"
#include "base/error.h"

namespace scan {

// The keys of one profile out of the AWS tools' two files: AWS_SHARED_CREDENTIALS_FILE
// (~/.aws/credentials), whose keys win, and AWS_CONFIG_FILE (~/.aws/config). Keys of the section
// that `services` names begin with `services.`: `services.sqs.endpoint_url`.
using AwsProfile = AwsSection;

// The profile that AWS_PROFILE names, else "default". Reads the files anew. Empty: there is no such
// profile.
//   denied: a file is there and cannot be read, or AWS_PROFILE names a profile that is in neither.
Result<AwsProfile> read_profile(const AwsVariables& variables);

}  // namespace scan
