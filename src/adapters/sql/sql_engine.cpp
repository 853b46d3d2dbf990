#include "adapters/sql/sql_engine.h"

#include <fmt/format.h>

#include "adapters/sql/port_connection.h"
#include "adapters/sql/sql_cursor_store.h"
#include "adapters/sql/sql_event_queue.h"
#include "adapters/sql/sql_history_store.h"
#include "adapters/sql/sql_lease.h"
#include "adapters/sql/sql_parcel_store.h"
#include "adapters/sql/sql_store_status.h"

namespace scan {

namespace {

constexpr int kLockTriesMax = 100;
constexpr Duration kLockPause = std::chrono::seconds(1);

}  // namespace

struct SqlEngine::Parts {
    Parts(std::unique_ptr<Dialect> given, const SqlEngineSettings& settings, Clock& clock)
        : dialect(std::move(given)),
          between_processes(dialect->process_gate()),
          has_gate(between_processes != nullptr),
          gate(std::move(between_processes)),
          database{*dialect, clock, watch, has_gate ? &gate : nullptr, settings.timeout, shared},
          store(*dialect, clock, Schema::store, settings.migrate),
          queue(*dialect, clock, Schema::queue, settings.migrate) {
        if (!has_gate) return;
        shared.store =
            std::make_unique<Connection>(database, store, Role::apply, Connection::Users::many);
        shared.queue =
            std::make_unique<Connection>(database, queue, Role::queue, Connection::Users::many);
    }

    // Runs `work`, which may throw soci_error.
    template <class Work>
    std::invoke_result_t<Work> attempt(Work work, DriverFault* fault = nullptr) const {
        try {
            return work();
        } catch (const soci::soci_error& error) {
            const DriverFault known = dialect->classify(error);
            if (fault != nullptr) *fault = known;
            return std::unexpected(
                Error{.code = known.code,
                      .message = fmt::format("{}: {}", dialect->location(), known.reason),
                      .cause = known.cause});
        }
    }

    // Runs `work` in a session of its own.
    template <class Work>
    std::invoke_result_t<Work, soci::session&> in_session(Work work) const {
        return attempt([&] {
            soci::session session;
            dialect->open(session, Role::control);
            return work(session);
        });
    }

    // Runs `work` again and again while others hold a lock that it needs.
    template <class Work>
    std::invoke_result_t<Work> with_patience(Work work, const Report& report,
                                             const std::stop_token& stop) const {
        for (int tries = 1;; ++tries) {
            DriverFault fault;
            auto result = attempt(work, &fault);
            const bool is_lock = fault.code == ErrorCode::transient && !fault.session_lost;
            if (result || !is_lock || tries == kLockTriesMax || stop.stop_requested())
                return result;
            if (report) report(fmt::format("waiting: {}", fault.reason));
            database.clock.sleep_until(database.clock.now() + kLockPause, stop);
        }
    }

    Result<SqlMigration> migrate(SchemaGuard& guard, const Report& report,
                                 const std::stop_token& stop) {
        const auto once = [&]() -> Result<SqlMigration> {
            const GatePass pass(database.gate, database.timeout / 2);
            if (!pass.entered()) return std::unexpected(pass.entered().error());
            const auto versions = guard.migrate(watch, database.timeout / 2, report);
            if (!versions) return std::unexpected(versions.error());
            return SqlMigration{.from = versions->found, .to = versions->now};
        };
        return with_patience(once, report, stop);
    }

    bool is_parcel_id_narrow(soci::session& session) const {
        constexpr std::string_view kQuery = "is_parcel_id_narrow";
        if (!dialect->has_query(kQuery)) return false;
        int narrow = 0;
        session << std::string(dialect->query(kQuery)), soci::into(narrow);
        return narrow != 0;
    }

    const std::unique_ptr<Dialect> dialect;
    CallWatch watch;
    std::unique_ptr<ProcessGate> between_processes;
    const bool has_gate;
    WriteGate gate;
    const Database database;
    SchemaGuard store;
    SchemaGuard queue;
    SharedConnections shared;
    QueueLook events_look;
    QueueLook dead_letters_look;
};

SqlEngine::SqlEngine(std::unique_ptr<Dialect> dialect, const SqlEngineSettings& settings,
                     Clock& clock)
    : parts_(std::make_unique<Parts>(std::move(dialect), settings, clock)) {}

SqlEngine::~SqlEngine() = default;

std::unique_ptr<ParcelStore> SqlEngine::parcel_store() {
    return std::make_unique<SqlParcelStore>(parts_->database, parts_->store);
}

std::unique_ptr<CursorStore> SqlEngine::cursor_store() {
    return std::make_unique<SqlCursorStore>(parts_->database, parts_->store);
}

std::unique_ptr<Lease> SqlEngine::lease(const SqlLeaseSettings& settings) {
    return std::make_unique<SqlLease>(parts_->database, parts_->store, settings);
}

std::unique_ptr<StoreStatusReader> SqlEngine::status_reader() {
    return std::make_unique<SqlStoreStatus>(parts_->database, parts_->store);
}

std::unique_ptr<HistoryStore> SqlEngine::history_store() {
    return std::make_unique<SqlHistoryStore>(parts_->database, parts_->store);
}

std::unique_ptr<EventQueue> SqlEngine::queue(std::uint32_t receive_count_max) {
    return std::make_unique<SqlEventQueue>(
        parts_->database, parts_->queue, parts_->events_look,
        SqlQueueSettings{.name = std::string(kEventQueue), .receive_count_max = receive_count_max});
}

std::unique_ptr<EventQueue> SqlEngine::dead_letter_queue() {
    return std::make_unique<SqlEventQueue>(
        parts_->database, parts_->queue, parts_->dead_letters_look,
        SqlQueueSettings{.name = std::string(kDeadLetterQueue), .receive_count_max = std::nullopt});
}

SqlAccess SqlEngine::access() {
    return {.database = parts_->database, .store = parts_->store};
}

Result<SqlMigration> SqlEngine::migrate_store(const Report& report, std::stop_token stop) {
    return parts_->migrate(parts_->store, report, stop);
}

Result<SqlMigration> SqlEngine::migrate_queue(const Report& report, std::stop_token stop) {
    return parts_->migrate(parts_->queue, report, stop);
}

void SqlEngine::cut_calls() {
    parts_->watch.cut_calls();
}

Result<std::vector<std::string>> SqlEngine::doubts(std::uint32_t sessions) {
    constexpr std::string_view kQuery = "find_doubts";
    if (!parts_->dialect->has_query(kQuery)) return std::vector<std::string>{};
    return parts_->in_session([&](soci::session& session) -> Result<std::vector<std::string>> {
        std::vector<std::string> lines;
        std::string line;
        const auto needed = static_cast<long long>(sessions);
        soci::statement statement(session);
        statement.exchange(soci::use(needed, "sessions"));
        statement.exchange(soci::into(line));
        statement.alloc();
        statement.prepare(std::string(parts_->dialect->query(kQuery)),
                          soci::details::st_one_time_query);
        statement.define_and_bind();
        for (bool has_row = statement.execute(true); has_row; has_row = statement.fetch())
            lines.push_back(line);
        return lines;
    });
}

Result<bool> SqlEngine::is_parcel_id_narrow() {
    return parts_->in_session([this](soci::session& session) -> Result<bool> {
        return parts_->is_parcel_id_narrow(session);
    });
}

Result<bool> SqlEngine::widen_parcel_id(const Report& report, std::stop_token stop) {
    const auto once = [this]() -> Result<bool> {
        soci::session session;
        parts_->dialect->open(session, Role::migration);
        parts_->dialect->begin(session, Intent::migration);
        const bool is_narrow = parts_->is_parcel_id_narrow(session);
        if (is_narrow) session << std::string(parts_->dialect->query("widen_parcel_id"));
        session.commit();
        return is_narrow;
    };
    return parts_->with_patience(once, report, stop);
}

}  // namespace scan
