#include "adapters/memory/memory_tables.h"

namespace scan {

void MemoryTables::record(const FailedEvent& event, UtcTime now) {
    const MemoryFailedEvent first{
        .event = event, .occurrences = 1, .failed_at = now, .resolved_at = std::nullopt};
    const auto [row, inserted] = failed_events.try_emplace(event.body, first);
    if (!inserted) ++row->second.occurrences;
}

}  // namespace scan
