#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "tests/e2e/feed_server_process.h"

namespace scan {

// Everything that a misbehaving feed server shows in the end, as one that does not misbehave serves
// it at once.
struct ExpectedFeed {
    std::vector<std::string> events;  // the raw texts, ascending by EventId
    std::set<std::string> malformed;  // likewise
};

// `source`: the flags that say which events there are.
ExpectedFeed expected_feed(const std::filesystem::path& program,
                           const std::filesystem::path& folder, const Arguments& source,
                           const Arguments& malformed);

// The number behind "EventId": in a well-formed event of the feed server.
std::int64_t event_id_of(const std::string& event);

}  // namespace scan
