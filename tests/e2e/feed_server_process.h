#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/e2e/process.h"

namespace scan {

using Arguments = std::vector<std::string>;

Arguments operator+(Arguments left, const Arguments& right);

// A running `feed-server`.
class FeedServerProcess final {
public:
    // Returns once it accepts requests; throws if it does not come to that. `program`: as of a
    // Process.
    FeedServerProcess(const std::filesystem::path& folder, const Arguments& flags,
                      const std::filesystem::path& program = {});

    // Without the API's path.
    const std::string& url() const { return url_; }
    // With it.
    std::string page_url() const;
    Process& process() { return process_; }

    // Ends it. Returns how many requests it had.
    std::uint64_t stop();

private:
    Process process_;
    std::string url_;
};

// The raw texts of all events that a server with these flags serves, in its order.
std::vector<std::string> events_served(const std::filesystem::path& folder, const Arguments& flags);

}  // namespace scan
