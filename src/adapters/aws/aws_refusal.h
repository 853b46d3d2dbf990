#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/error.h"

namespace scan {

// Translates the refusal of a service of Amazon's into the terms of the port. Pure.

struct AwsRefusal {
    std::string code;     // "QueueDoesNotExist", possibly behind a namespace: "KMS.Disabled"
    std::string message;  // for people, possibly empty
};

// Reads the JSON or XML body of an answer whose status is not 200. Empty if it holds no code: a
// proxy's page, say.
AwsRefusal parse_refusal(std::string_view body);

// The codes with which an operation refuses what one request or entry holds, so that another one
// may be taken. A service also calls it the sender's fault if a key is disabled or a right is
// missing: that is nobody's content, and no code means content unless the operation's list names
// it.
using ContentCodes = std::span<const std::string_view>;

// The error that a code means; the status decides if nobody knows the code. Throttling may come
// under any status and with any prefix.
//   rejected: one of `content`.
Error refusal_error(const AwsRefusal& refusal, int status, ContentCodes content = {});

// The error of one entry of a batch.
//   rejected: one of `content`. denied: any other fault of the sender's.
Error entry_error(const AwsRefusal& refusal, bool is_senders_fault, ContentCodes content = {});

// Credentials that expired or were rotated: other ones may be taken.
bool wants_other_credentials(const AwsRefusal& refusal);

}  // namespace scan
