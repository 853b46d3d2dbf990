#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace scan {

// What a service of Amazon's says when it does not do what it is asked, in the terms of the port. Pure.

struct AwsRefusal {
    std::string code;     // without its namespace: "QueueDoesNotExist"
    std::string message;  // for people, possibly empty
};

// Reads the JSON or XML body of an answer whose status is not 200. Empty where it holds no code: a proxy's page, say.
AwsRefusal parse_refusal(std::string_view body);

// The error that a code means; where nobody knows the code, the status decides. Throttling may come under any status.
//   rejected: this request's own content.
Error refusal_error(const AwsRefusal& refusal, int status);

// The error of one entry of a batch.
Error entry_error(const AwsRefusal& refusal, bool is_senders_fault);

// Credentials that expired or were rotated: other ones may be taken.
bool wants_other_credentials(const AwsRefusal& refusal);

}  // namespace scan
