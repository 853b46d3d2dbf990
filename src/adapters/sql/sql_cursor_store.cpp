#include "adapters/sql/sql_cursor_store.h"

namespace scan {

SqlCursorStore::SqlCursorStore(const Database& database, SchemaGuard& schema)
    : connection_(database, schema, Role::control),
      writer_(database.dialect.batch_writers().make(connection_)),
      advance_(connection_, "advance_cursor", {"epoch", "last_event_id", "window_low", "now"}),
      record_gap_(connection_, "record_feed_gap", {"after_event_id", "before_event_id", "now"}),
      read_(connection_, "read_cursor", {}),
      record_change_(connection_, "record_cursor_change", {"to_event_id", "reason", "now"}),
      set_(connection_, "set_cursor", {"last_event_id", "now"}) {}

Result<bool> SqlCursorStore::advance(LeaseEpoch epoch, const CursorAdvance& advance) {
    const std::string now = connection_.clock().utc_now().to_string();
    // Relaxed: what a power cut takes is read from the feed again.
    return connection_.write(Intent::relaxed, [&] {
        const bool is_holder = advance_.run(epoch.value, advance.last_event_id.value,
                                            advance.window_low.value, now) == 1;
        if (!is_holder) return false;
        writer_->record_failed(advance.failed, now);
        if (advance.gap) {
            record_gap_.run(advance.gap->after_event_id.value, advance.gap->before_event_id.value,
                            now);
        }
        return true;
    });
}

Result<std::optional<Cursor>> SqlCursorStore::read() {
    return connection_.read([&] {
        std::optional<Cursor> cursor;
        read_.each([&](Id last, Id window_low, Id settled, Id is_new) {
            cursor = Cursor{.last_event_id = EventId{last},
                            .window_low = EventId{window_low},
                            .settled_event_id = EventId{settled},
                            .is_new = is_new != 0};
        });
        return cursor;
    });
}

Result<> SqlCursorStore::set(EventId last_event_id, std::string_view reason) {
    const std::string now = connection_.clock().utc_now().to_string();
    return connection_.write(Intent::durable, [&] {
        record_change_.run(last_event_id.value, reason, now);  // while the old cursor stands
        set_.run(last_event_id.value, now);
    });
}

}  // namespace scan
