#include "adapters/sql/operations/sql_cursor_marks.h"

#include "operations/conditions/time_for_people.h"

namespace scan {

SqlCursorMarks::SqlCursorMarks(const SqlAccess& access)
    : connection_(access.database, access.store, Role::control),
      put_(connection_, "put_cursor_mark", {"now", "event_id"}),
      forget_(connection_, "forget_cursor_marks", {"before"}),
      oldest_(connection_, "read_oldest_cursor_mark", {}) {}

Result<> SqlCursorMarks::put(EventId cursor, Duration keep) {
    const UtcTime now = connection_.clock().utc_now();
    return connection_.write(Intent::relaxed, [&] {
        put_.run(now, cursor);
        forget_.run(later(now, -keep));
    });
}

Result<std::optional<EventId>> SqlCursorMarks::oldest() {
    return connection_.read([&] { return oldest_.first(); });
}

}  // namespace scan
