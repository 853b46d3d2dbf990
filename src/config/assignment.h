#pragma once

#include <string>
#include <vector>

#include "config/setting.h"

namespace scan {

// Where a value comes from. The later enumerator overrides the earlier one.
struct Origin {
    enum class Kind { default_value, file, environment, flag };

    Kind kind = Kind::default_value;
    std::string place;  // "worker.toml:3", "SCAN_EVENT_WORKER_FEED_URL", "--feed-url"

    std::string text() const;  // "default", "file worker.toml:3", "environment …", "flag …"
    bool operator==(const Origin&) const = default;
};

// What one source says of one setting, not yet checked. An empty text clears what is optional.
struct Assignment {
    const Setting* setting = nullptr;  // always one of the table
    std::string text;
    Origin origin;
};

// One line: the key, what is wrong with its value, where that came from, what is allowed. Repeats
// the value only if no secret can be in it.
// REQUIRES: the assignment names a setting.
std::string refusal(const Assignment& assignment, std::string_view problem);

}  // namespace scan
