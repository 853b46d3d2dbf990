#pragma once

#include <stop_token>
#include <string>

#include "base/error.h"

namespace scan {

// A way to tell somebody outside, as a program or a URL.
class NoticeOutlet {
public:
    virtual ~NoticeOutlet() = default;

    // "notify.url", for messages.
    virtual std::string name() const = 0;

    // Blocks for some seconds at most. `document`: JSON. An error's message names no secret.
    virtual Result<> send(const std::string& document, std::stop_token stop) = 0;
};

}  // namespace scan
