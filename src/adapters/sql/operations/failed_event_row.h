#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include "base/utc_time.h"
#include "operations/ports/failed_events.h"

namespace scan {

// A failed event as it is listed.
struct FailedEventRow {
    std::int64_t id = 0;
    std::optional<EventId> event_id;
    std::optional<ParcelId> parcel_id;
    std::string reason;
    std::string detail;
    std::string state;
    std::uint64_t occurrences = 0;
    UtcTime failed_at;
    UtcTime last_failed_at;

    static constexpr auto columns() {
        using Row = FailedEventRow;
        return std::tuple(&Row::id, &Row::event_id, &Row::parcel_id, &Row::reason, &Row::detail,
                          &Row::state, &Row::occurrences, &Row::failed_at, &Row::last_failed_at);
    }
};

// A failed event with its texts.
struct WholeFailedEventRow : FailedEventRow {
    std::string body = {};
    std::optional<std::string> edited_body = {};

    static constexpr auto columns() {
        return std::tuple_cat(
            FailedEventRow::columns(),
            std::tuple(&WholeFailedEventRow::body, &WholeFailedEventRow::edited_body));
    }
};

FailedEventRecord record_of(FailedEventRow row);
FailedEventRecord record_of(WholeFailedEventRow row);

}  // namespace scan
