#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/parcel_summary.h"
#include "pipeline/cursor_store.h"
#include "pipeline/failed_event.h"

namespace scan {

struct MemoryFailedEvent {
    FailedEvent event;  // as it first occurred
    std::uint64_t occurrences = 1;
    UtcTime failed_at;  // first
    std::optional<UtcTime> resolved_at;
};

struct MemoryHistoryEvent {
    ScanEvent event;
    std::string text;
    UtcTime stored_at;
};

struct MemoryFeedGap {
    FeedGap gap;
    UtcTime noticed_at;
};

struct MemoryCursorSet {
    std::optional<EventId> from;  // nullopt: there was no cursor yet
    EventId to;
    std::string reason;
    UtcTime set_at;
};

struct MemoryLeaseRow {
    LeaseEpoch epoch;
    std::string holder;  // empty: nobody
    Instant expires_at{};
    std::optional<UtcTime> caught_up_at;
    std::string feed_state;
};

// Everything that a store in memory holds. A value: a copy of it is a backup.
struct MemoryTables {
    // A milestone of an adopted row, whose event is not known, stands here with EventId 0: the smallest, so merging keeps it.
    std::map<ParcelId, ParcelSummary> parcels;
    std::map<std::string, MemoryFailedEvent> failed_events;  // by body
    std::map<EventId, MemoryHistoryEvent> history;
    std::vector<MemoryFeedGap> feed_gaps;
    std::vector<MemoryCursorSet> cursor_sets;
    std::optional<Cursor> cursor;
    std::optional<UtcTime> cursor_moved_at;
    MemoryLeaseRow lease;

    // Inserts it, or counts it once more. A resolved one stays resolved: its event is applied, whatever comes again.
    void record(const FailedEvent& event, UtcTime now);
};

}  // namespace scan
