#pragma once

#include <string>
#include <vector>

namespace scan::bench {

// The default of `admin.listen` but for its port, which may be taken.
inline constexpr const char* kAnyPort = "127.0.0.1:0";

// `scan-event-worker run` as users run it, with its defaults but for the flags.
std::vector<std::string> worker_command(const std::string& feed_url, const std::string& store_url,
                                        const std::string& queue_url,
                                        const std::vector<std::string>& flags);

}  // namespace scan::bench
