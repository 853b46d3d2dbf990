#pragma once

#include <string_view>

namespace scan {

// `name` is PascalCase; the feed's servers also write camelCase. Inlined, the name's length is known
// and the comparison a few instructions; this is asked several times for each field of each event.
[[gnu::always_inline]] inline bool is_key(std::string_view key, std::string_view name) {
    return key.size() == name.size() &&
           (key.front() == name.front() || key.front() == (name.front() | 0x20)) &&
           key.substr(1) == name.substr(1);
}

inline bool is_events_key(std::string_view key) {
    return key == "ScanEvents" || key == "scanEvents";
}

}  // namespace scan
