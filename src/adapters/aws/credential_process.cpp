#include "adapters/aws/credential_process.h"

#include "base/child_process.h"

namespace scan {

Result<std::string> run_credential_process(const std::string& command, std::stop_token stop,
                                           Duration timeout) {
    auto printed =
        run_child({.arguments = {"/bin/sh", "-c", command}, .timeout = timeout}, std::move(stop));
    if (!printed) printed.error().message = "credential_process: " + printed.error().message;
    return printed;
}

}  // namespace scan
