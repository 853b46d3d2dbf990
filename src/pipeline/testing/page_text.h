#pragma once

#include <fmt/format.h>

#include <initializer_list>
#include <string>
#include <string_view>

namespace scan {

// A well-formed event's text, with further fields behind a comma.
inline std::string event_text(int id, std::string_view fields = {}) {
    return fmt::format(
        R"({{"EventId":{},"ParcelId":7,"Type":"STATUS","CreatedDateTimeUtc":"2021-05-11T21:11:34Z"{}}})",
        id, fields);
}

inline std::string page_text(std::initializer_list<std::string> events) {
    return fmt::format(R"({{"ScanEvents":[{}]}})", fmt::join(events, ","));
}

}  // namespace scan
