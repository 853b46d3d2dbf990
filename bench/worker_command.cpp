#include "bench/worker_command.h"

namespace scan::bench {

std::vector<std::string> worker_command(const std::string& feed_url, const std::string& store_url,
                                        const std::string& queue_url,
                                        const std::vector<std::string>& flags) {
    std::vector<std::string> command = {SCAN_WORKER,   "run",     "--feed-url",  feed_url,
                                        "--store-url", store_url, "--queue-url", queue_url,
                                        "--log-level", "warn"};
    command.insert(command.end(), flags.begin(), flags.end());
    return command;
}

}  // namespace scan::bench
