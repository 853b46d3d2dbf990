#include "adapters/sql/cursor_row.h"

#include "adapters/sql/format/stored_ranges.h"

namespace scan {

Cursor cursor_of(const CursorRow& row) {
    return {.last_event_id = row.last_event_id,
            .unpaid = unpaid_ranges(row.unpaid, row.last_event_id, row.window_low),
            .settled_event_id = row.settled_event_id,
            .is_new = row.is_new};
}

Tenure tenure_of(const TenureRow& row) {
    return {.epoch = row.epoch, .cursor = cursor_of(row)};
}

}  // namespace scan
