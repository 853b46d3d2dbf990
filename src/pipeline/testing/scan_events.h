#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "domain/scan_event.h"

namespace scan {

// A well-formed event whose every field follows from its id. Any id has a time.
inline ScanEvent scan_event(std::int64_t id, std::int64_t parcel = 7, std::string type = "STATUS") {
    return {.event_id = {id},
            .parcel_id = {parcel},
            .type = std::move(type),
            .created_at = *UtcTime::from_ticks((id % 1'000'000'000 + 1) * UtcTime::kTicksPerSecond),
            .status_code = fmt::format("S{}", id),
            .run_id = fmt::format("R{}", id)};
}

// An event with a usable id, but without a usable time.
inline std::string malformed_text(std::int64_t id) {
    return fmt::format(
        R"({{"EventId":{},"ParcelId":7,"Type":"STATUS","CreatedDateTimeUtc":"yesterday"}})", id);
}

// An event without a usable id.
inline std::string text_without_id(std::string_view mark) {
    return fmt::format(R"({{"EventId":"{}","ParcelId":7}})", mark);
}

// A well-formed event of at least `bytes` bytes.
inline std::string padded_event_text(std::int64_t id, std::size_t bytes) {
    return fmt::format(
        R"({{"EventId":{},"ParcelId":7,"Type":"STATUS","CreatedDateTimeUtc":"2026-01-01T00:00:00Z","Note":"{}"}})",
        id, std::string(bytes, 'x'));
}

}  // namespace scan
