#include "adapters/sql/sql_cursor_store.h"

#include "adapters/sql/format/stored_ranges.h"

namespace scan {

SqlCursorStore::SqlCursorStore(const Database& database, SchemaGuard& schema)
    : connection_(database, schema, Role::control, database.shared.store.get()),
      writer_(database.dialect.batch_writers().make(*connection_)),
      advance_(*connection_, "advance_cursor",
               {"epoch", "last_event_id", "unpaid", "window_low", "now"}),
      record_gap_(*connection_, "record_feed_gap",
                  {"after_event_id", "before_event_id", "proven", "now"}),
      withdraw_gap_(*connection_, "withdraw_feed_gap", {"after_event_id", "before_event_id"}),
      read_(*connection_, "read_cursor", {}),
      record_change_(*connection_, "record_cursor_change", {"to_event_id", "reason", "now"}),
      set_(*connection_, "set_cursor", {"last_event_id", "now"}),
      read_unpaid_(*connection_, "read_unpaid", {}),
      save_unpaid_(*connection_, "save_unpaid", {"unpaid"}) {}

Result<bool> SqlCursorStore::advance(LeaseEpoch epoch, const CursorAdvance& advance) {
    const std::string now = connection_->clock().utc_now().to_string();
    // Relaxed: what a power cut takes is read from the feed again.
    return connection_->write(Intent::relaxed, [&] {
        const EventId last = advance.last_event_id;
        const bool is_holder = advance_.run(epoch, last, stored_ranges(last, advance.unpaid),
                                            window_low_of(last, advance.unpaid), now) == 1;
        if (!is_holder) return false;
        writer_->record_failed(advance.failed, now);
        for (const FeedGap& gap : advance.withdrawn)
            withdraw_gap_.run(gap.after_event_id, gap.before_event_id);
        for (const FeedGap& gap : advance.gaps)
            record_gap_.run(gap.after_event_id, gap.before_event_id, gap.is_proven, now);
        return true;
    });
}

Result<std::optional<Cursor>> SqlCursorStore::read() {
    return connection_->read([&] { return read_.first().transform(cursor_of); });
}

Result<> SqlCursorStore::set(EventId last_event_id, std::string_view reason) {
    const std::string now = connection_->clock().utc_now().to_string();
    return connection_->write(Intent::durable, [&] {
        record_change_.run(last_event_id, reason, now);  // while the old cursor stands
        set_.run(last_event_id, now);
        // The row is locked by now, and still has the ranges of the old cursor.
        const auto unpaid = read_unpaid_.first();
        if (unpaid && *unpaid) {
            const auto kept = clipped(ranges_in(**unpaid), last_event_id);
            save_unpaid_.run(stored_ranges(last_event_id, kept));
        }
    });
}

}  // namespace scan
