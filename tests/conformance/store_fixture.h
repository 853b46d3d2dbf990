#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "base/clock.h"
#include "operations/conditions/store_facts_reader.h"
#include "operations/conditions/worker_directory.h"
#include "operations/ports/audit_log.h"
#include "operations/ports/cursor_marks.h"
#include "operations/ports/failed_event_outlet.h"
#include "operations/ports/failed_events.h"
#include "operations/ports/feed_gaps.h"
#include "operations/ports/job_board.h"
#include "operations/ports/parcel_eraser.h"
#include "operations/ports/parcel_mender.h"
#include "operations/ports/parcel_search.h"
#include "operations/ports/pause_switch.h"
#include "operations/ports/trial_store.h"
#include "pipeline/ports/event_queue.h"
#include "pipeline/ports/history_store.h"
#include "pipeline/ports/lease.h"
#include "pipeline/ports/parcel_store.h"
#include "pipeline/ports/store_status.h"

namespace scan::conformance {

// Rows as they stand in the store, for the suites to look at.
struct FailedEventRow {
    FailedEvent event;
    std::uint64_t occurrences = 0;
    bool resolved = false;
};

struct HistoryRow {
    ScanEvent event;
    std::string text;
};

struct CursorSetRow {
    EventId last_event_id;
    std::string reason;
    UtcTime set_at;
};

// What an adapter brings so that the suites of the store's ports can run on it. Each test makes a fixture of its own, with an empty
// store. Every `open_…` gives another object on that one store, as another process would have it.
class StoreFixture {
public:
    virtual ~StoreFixture() = default;

    virtual std::unique_ptr<ParcelStore> open_parcels() = 0;
    virtual std::unique_ptr<CursorStore> open_cursor() = 0;
    virtual std::unique_ptr<StoreStatusReader> open_status() = 0;
    virtual std::unique_ptr<HistoryStore> open_history() = 0;
    virtual std::unique_ptr<FailedEvents> open_failed() = 0;
    virtual std::unique_ptr<FeedGaps> open_gaps() = 0;
    virtual std::unique_ptr<TrialStore> open_trial() = 0;
    virtual std::unique_ptr<PauseSwitch> open_pauses() = 0;
    virtual std::unique_ptr<JobBoard> open_jobs() = 0;
    virtual std::unique_ptr<ParcelEraser> open_eraser() = 0;
    virtual std::unique_ptr<ParcelMender> open_mender() = 0;
    virtual std::unique_ptr<CursorMarks> open_marks() = 0;
    // A queue beside the store, and the outlet that writes to both.
    virtual std::unique_ptr<EventQueue> open_queue() = 0;
    virtual std::unique_ptr<EventQueue> open_dead_letters() = 0;
    virtual std::unique_ptr<FailedEventOutlet> open_outlet() = 0;
    virtual std::unique_ptr<AuditLog> open_audit(std::optional<Duration> keep) = 0;
    virtual std::unique_ptr<WorkerDirectory> open_workers() = 0;
    virtual std::unique_ptr<StoreFactsReader> open_facts() = 0;
    virtual std::unique_ptr<ParcelSearch> open_search() = 0;

    // With `lease_duration()` and `first_event_id()`.
    virtual std::unique_ptr<Lease> open_lease(const std::string& holder,
                                              IsHolderGone is_gone = {}) = 0;
    virtual Duration lease_duration() const { return std::chrono::seconds(15); }
    virtual EventId first_event_id() const { return EventId{100}; }

    // Lets this much time pass for the store's clock; a server's has to be waited for.
    virtual void pass(Duration time) = 0;

    // By the clock whose times are stored.
    virtual UtcTime now() = 0;

    // In the order of their first occurrence, where the store knows it.
    virtual std::vector<FailedEventRow> failed_events() = 0;
    virtual std::vector<FeedGap> feed_gaps() = 0;
    virtual std::vector<HistoryRow> history() = 0;
    virtual std::vector<CursorSetRow> cursor_sets() = 0;

    // Inserts the row of an older worker: its milestones have a time, but no event id in their columns (here it is 0).
    virtual void adopt(const ParcelSummary& row) = 0;

    // A delta that this store rejects; nullopt: there is none.
    virtual std::optional<ParcelSummary> unacceptable_delta() { return std::nullopt; }

    // Whether times keep their seventh digit, and failed bodies bytes that are no UTF-8, or NUL.
    virtual bool keeps_ticks() const { return true; }
    virtual bool keeps_any_bytes() const { return true; }

    // Whether text keeps quotes, backslashes and control characters, and more than 4,000 characters.
    virtual bool keeps_any_text() const { return true; }
};

struct StoreAdapter {
    std::string name;
    std::function<std::unique_ptr<StoreFixture>()>
        make;  // nullptr: the store's server is not there, the tests are skipped

    friend void PrintTo(const StoreAdapter& adapter, std::ostream* out) { *out << adapter.name; }
};

}  // namespace scan::conformance
