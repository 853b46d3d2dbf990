#include "tests/e2e/feed_server_process.h"

#include <csignal>
#include <stdexcept>

#include "tests/e2e/http_get.h"
#include "tests/e2e/naive_oracle.h"

namespace scan {
namespace {

constexpr Milliseconds kPatience{60'000};
constexpr std::string_view kPath = "/v1/scans/scanevents";

}  // namespace

Arguments operator+(Arguments left, const Arguments& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

FeedServerProcess::FeedServerProcess(const std::filesystem::path& folder, const Arguments& flags,
                                     const std::filesystem::path& program)
    : process_(
          {.folder = folder, .arguments = Arguments{"feed-server"} + flags, .program = program}) {
    std::string line;
    const bool serves = process_.wait_for(
        [&] {
            line = process_.output();
            return line.ends_with("\n");
        },
        kPatience);
    if (!serves) throw std::runtime_error("no feed server: " + process_.errors());
    const std::size_t begin = line.find("http://");
    url_ = line.substr(begin, line.rfind(kPath) - begin);
}

std::string FeedServerProcess::page_url() const {
    return url_ + std::string(kPath);
}

std::uint64_t FeedServerProcess::stop() {
    process_.signal(SIGTERM);
    if (process_.wait(kPatience) != 0) throw std::runtime_error("the feed server does not stop");
    const std::string output = process_.output();
    const std::string last = output.substr(output.find('\n') + 1);
    return std::stoull(last);
}

std::vector<std::string> events_served(const std::filesystem::path& folder,
                                       const Arguments& flags) {
    FeedServerProcess server(folder, flags);
    return split_page(http_get(server.page_url() + "?FromEventId=1&Limit=100000"));
}

}  // namespace scan
