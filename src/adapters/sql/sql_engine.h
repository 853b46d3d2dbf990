#pragma once

#include <memory>
#include <optional>
#include <string>

#include "pipeline/cursor_store.h"
#include "pipeline/event_queue.h"
#include "pipeline/history_store.h"
#include "pipeline/lease.h"
#include "pipeline/parcel_store.h"
#include "pipeline/store_status.h"

namespace scan {

class Dialect;

struct SqlEngineSettings {
    Duration timeout = std::chrono::seconds(10);  // within which every call ends
    bool migrate = true;  // bring missing or older tables up to date; false: they are an error
};

struct SqlLeaseSettings {
    std::string holder;  // unique to one start of one worker
    Duration duration{};
    EventId first_event_id;
};

// From 0, no tables yet, to the version that this program knows.
struct SqlMigration {
    int from = 0;
    int to = 0;
};

// One database and the ports that are kept in it: a store, a queue, or both. Opens nothing: each object connects when it is first called,
// and again after errors that cost it its connection, so a database that is away is an error of a call and never of the set-up.
// The objects do not outlive the engine. Any thread may call it.
class SqlEngine final {
public:
    SqlEngine(std::unique_ptr<Dialect> dialect, const SqlEngineSettings& settings, Clock& clock);
    ~SqlEngine();
    SqlEngine(const SqlEngine&) = delete;
    SqlEngine& operator=(const SqlEngine&) = delete;

    std::unique_ptr<ParcelStore> parcel_store();
    std::unique_ptr<CursorStore> cursor_store();
    std::unique_ptr<Lease> lease(const SqlLeaseSettings& settings);
    std::unique_ptr<StoreStatusReader> status_reader();
    std::unique_ptr<HistoryStore> history_store();

    std::unique_ptr<EventQueue> queue(std::uint32_t receive_count_max);
    // The messages that were received too often, a queue without a limit.
    std::unique_ptr<EventQueue> dead_letter_queue();

    // Bring the tables up to date now, whatever `settings.migrate` says. denied: they are newer than this program.
    Result<SqlMigration> migrate_store();
    Result<SqlMigration> migrate_queue();

    // Whether parcel ids beyond 32 bits do not fit the store's table, because it is an older worker's: their events are rejected.
    Result<bool> is_parcel_id_narrow();
    // Makes room for them, which whoever reads the table must be ready for. False: there was room.
    Result<bool> widen_parcel_id();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace scan
