#include "adapters/memory/memory_tables.h"

namespace scan {

void MemoryTables::record(const FailedEvent& event, UtcTime now) {
    const auto [row, inserted] = failed_events.try_emplace(event.body);
    MemoryFailedEvent& failed = row->second;
    if (inserted) {
        failed.event = event;
        failed.failed_at = now;
        failed.id = ++last_failed_id;
    } else {
        ++failed.occurrences;
    }
    failed.last_failed_at = now;
    failed.is_retried = false;
}

}  // namespace scan
