#include "adapters/sql/operations/failed_event_row.h"

#include <utility>

#include "adapters/sql/format/stored_text.h"
#include "operations/acting/failed_event_look.h"

namespace scan {

FailedEventRecord record_of(FailedEventRow row) {
    return {.id = row.id,
            .event = {.event_id = row.event_id,
                      .parcel_id = row.parcel_id,
                      .reason = std::move(row.reason),
                      .detail = original_text(row.detail),
                      .body = {}},
            .state = failed_state_of(row.state).value_or(FailedState::open),
            .occurrences = row.occurrences,
            .failed_at = row.failed_at,
            .last_failed_at = row.last_failed_at};
}

FailedEventRecord record_of(WholeFailedEventRow row) {
    std::string body = original_text(row.body);
    auto edited_body = row.edited_body.transform(original_text);
    FailedEventRecord record = record_of(static_cast<FailedEventRow&&>(row));
    record.event.body = std::move(body);
    record.edited_body = std::move(edited_body);
    return record;
}

}  // namespace scan
