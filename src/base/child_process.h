#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"

namespace scan {

struct ChildProcess {
    // The program, looked for in PATH, and its arguments. No shell is between.
    std::vector<std::string> arguments;
    std::string input = {};  // what it reads from standard input
    Duration timeout = std::chrono::minutes(1);
};

// Runs a program and returns what it prints; its standard error goes to ours. Blocks for at most the timeout, until the program has ended;
// one that takes longer is killed, with all that it has started.
//   denied: it cannot be started, ends with another code than 0, or prints more than 64 KiB.
//   transient: it takes too long.
//   stopped: `stop` was requested.
Result<std::string> run_child(const ChildProcess& child, std::stop_token stop);

}  // namespace scan
