#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/parcel_summary.h"
#include "operations/conditions/facts.h"
#include "operations/ports/audit_log.h"
#include "operations/ports/feed_gaps.h"
#include "operations/ports/job_board.h"
#include "operations/ports/pause_switch.h"
#include "pipeline/ports/cursor_store.h"
#include "pipeline/ports/failed_event.h"

namespace scan {

struct MemoryFailedEvent {
    FailedEvent event;  // as it first occurred
    std::uint64_t occurrences = 1;
    UtcTime failed_at;  // first
    std::optional<UtcTime> resolved_at;
    std::int64_t id = 0;  // in the order of coming
    UtcTime last_failed_at = {};
    bool is_retried = false;
    bool is_discarded = false;  // and resolved_at is when
    std::optional<std::string> edited_body = std::nullopt;
};

struct MemoryHistoryEvent {
    ScanEvent event;
    std::string text;
    UtcTime stored_at;
};

struct MemoryFeedGap {
    FeedGap gap;
    UtcTime noticed_at;
    std::int64_t id = 0;
    GapState state = GapState::open;
    std::optional<UtcTime> closed_at = std::nullopt;
};

struct MemoryCursorSet {
    std::optional<EventId> from;  // nullopt: there was no cursor yet
    EventId to;
    std::string reason;
    UtcTime set_at;
};

struct MemoryJob {
    Job job;
    std::int64_t claim_epoch = 0;
    Instant claim_expires_at{};
};

struct MemoryLeaseRow {
    LeaseEpoch epoch;
    std::string holder;  // empty: nobody
    Instant expires_at{};
    std::optional<UtcTime> caught_up_at;
    std::string feed_state;
};

struct MemoryWorkerRow {
    WorkerFacts facts;
    UtcTime told_at;
    std::optional<Instant> live_until;  // nullopt: it has left
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
    std::vector<AuditRow> audit;
    std::map<Pausable, Pause> pauses;
    std::map<std::int64_t, MemoryJob> jobs;
    std::map<UtcTime, EventId> cursor_marks;
    std::int64_t last_failed_id = 0;
    std::int64_t last_gap_id = 0;
    std::map<std::string, MemoryWorkerRow> workers;  // by name

    // Inserts it, or counts it once more. A resolved one stays resolved: its event is applied, whatever comes again. One
    // that was retried is open again.
    void record(const FailedEvent& event, UtcTime now);
};

}  // namespace scan
