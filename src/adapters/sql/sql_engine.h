#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "pipeline/ports/cursor_store.h"
#include "pipeline/ports/event_queue.h"
#include "pipeline/ports/history_store.h"
#include "pipeline/ports/lease.h"
#include "pipeline/ports/parcel_store.h"
#include "pipeline/ports/store_status.h"

namespace scan {

class Dialect;
class SchemaGuard;
struct Database;

struct SqlEngineSettings {
    Duration timeout = std::chrono::seconds(10);  // within which every call ends
    bool migrate = true;  // bring missing or older tables up to date; false: they are an error
    // Is told what was made unasked, such as a database; may be empty.
    std::function<void(const std::string& line)> notice = {};
};

struct SqlLeaseSettings {
    std::string holder;  // unique to one start of one worker
    Duration duration{};
    EventId first_event_id;
    IsHolderGone is_gone = {};  // empty: nothing is known of any
};

// From 0, no tables yet, to the version that this program knows.
struct SqlMigration {
    int from = 0;
    int to = 0;
};

// What further ports in the engine's database are made from; the parts outlive those.
struct SqlAccess {
    const Database& database;
    SchemaGuard& store;
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

    // For the ports of operations/, which adapters/sql/operations makes.
    SqlAccess access();

    // Bring the tables up to date now, whatever `settings.migrate` says, and take the time that it takes. A lock that others hold is
    // waited for with a hundred tries, until `stop`. `report` gets a line before each migration and each wait; it may be empty.
    // denied: the tables are newer, and say that this program is too old for them.
    using Report = std::function<void(const std::string& line)>;
    Result<SqlMigration> migrate_store(const Report& report = {}, std::stop_token stop = {});
    Result<SqlMigration> migrate_queue(const Report& report = {}, std::stop_token stop = {});

    // What an operator should know of the database before `sessions` of a worker use it, a line each: what it forgets or cannot bear.
    Result<std::vector<std::string>> doubts(std::uint32_t sessions);

    // Whether parcel ids beyond 32 bits do not fit the store's table, because it is an older worker's: their events are rejected.
    Result<bool> is_parcel_id_narrow();
    // Makes room for them, which whoever reads the table must be ready for. False: there was room.
    Result<bool> widen_parcel_id(const Report& report = {}, std::stop_token stop = {});

    // Ends the calls that other threads are in, as far as the engine can; they fail.
    void cut_calls();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace scan
