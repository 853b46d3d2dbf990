#include "adapters/sql/sql_history_store.h"

namespace scan {

SqlHistoryStore::SqlHistoryStore(const Database& database, SchemaGuard& schema)
    : connection_(database, schema, Role::control),
      forget_scan_events_(connection_, "forget_scan_events", {"before", "rows_max"}),
      forget_failed_events_(connection_, "forget_failed_events", {"before", "rows_max"}),
      forget_feed_gaps_(connection_, "forget_feed_gaps", {"before", "rows_max"}),
      forget_jobs_(connection_, "forget_jobs", {"before", "rows_max"}) {}

Result<Forgotten> SqlHistoryStore::forget(UtcTime before, std::uint32_t rows_max) {
    const std::string bound = before.to_string();
    // Relaxed: what a power cut brings back is forgotten again.
    return connection_.write(Intent::relaxed, [&] {
        const auto raw = forget_scan_events_.run(bound, rows_max);
        const auto failed = forget_failed_events_.run(bound, rows_max);
        const auto gaps = forget_feed_gaps_.run(bound, rows_max);
        const auto jobs = forget_jobs_.run(bound, rows_max);
        return Forgotten{.raw_events = static_cast<std::size_t>(raw),
                         .failed_events = static_cast<std::size_t>(failed),
                         .feed_gaps = static_cast<std::size_t>(gaps),
                         .jobs = static_cast<std::size_t>(jobs)};
    });
}

}  // namespace scan
