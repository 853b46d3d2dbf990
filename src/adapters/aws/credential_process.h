#pragma once

#include <stop_token>
#include <string>

#include "base/error.h"

namespace scan {

// Runs a command by /bin/sh and returns what it prints; its standard error goes to ours. Blocks for
// at most `timeout`, until the command has ended; one that takes longer is killed.
//   denied: it cannot be started, ends with another code than 0, or prints more than 64 KiB.
//   transient: it takes too long.
//   stopped: `stop` was requested.
Result<std::string> run_credential_process(const std::string& command, std::stop_token stop,
                                           Duration timeout = std::chrono::minutes(1));

}  // namespace scan
