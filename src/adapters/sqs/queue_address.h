#pragma once

#include <string>
#include <string_view>

#include "adapters/http/request_url.h"

namespace scan {

// Where a queue of Amazon SQS, or of an emulator, is: its URL in parts.
struct QueueAddress {
    RequestUrl endpoint;  // where every request goes: the URL's origin, path "/"
    std::string account;
    std::string name;

    // `https://sqs.<region>.amazonaws.com/<account>/<name>`, `http://host:port/<account>/<name>`.
    //   denied: it is no such URL, or that of a FIFO queue; the message is a few words that quote
    //     nothing of it.
    static Result<QueueAddress> parse(std::string_view text);

    // The queue that an ARN names, at the same endpoint: servers answer with host names of their
    // own that may lead nowhere from here.
    Result<QueueAddress> sibling(std::string_view arn) const;

    std::string to_string() const;

    bool operator==(const QueueAddress&) const = default;
};

// The parts of `arn:<partition>:<service>:<region>:<account>:<name>`.
struct ArnParts {
    std::string region;
    std::string account;
    std::string name;
};

// rejected: the text is no such ARN.
Result<ArnParts> parse_arn(std::string_view text, std::string_view service);

}  // namespace scan
