#include "adapters/sql/sql_engine.h"

#include <fmt/format.h>

#include "adapters/sql/sql_cursor_store.h"
#include "adapters/sql/sql_event_queue.h"
#include "adapters/sql/sql_history_store.h"
#include "adapters/sql/sql_lease.h"
#include "adapters/sql/sql_parcel_store.h"
#include "adapters/sql/sql_store_status.h"

namespace scan {

struct SqlEngine::Parts {
    Parts(std::unique_ptr<Dialect> given, const SqlEngineSettings& settings, Clock& clock)
        : dialect(std::move(given)),
          database{*dialect, clock, watch, dialect->has_one_writer() ? &gate : nullptr,
                   settings.timeout},
          store(*dialect, clock, Schema::store, settings.migrate),
          queue(*dialect, clock, Schema::queue, settings.migrate) {}

    // Runs `work` in a session of its own.
    template <class Work>
    std::invoke_result_t<Work, soci::session&> in_session(Work work) const {
        try {
            soci::session session;
            dialect->open(session, Role::control);
            return work(session);
        } catch (const soci::soci_error& error) {
            const Fault fault = dialect->classify(error);
            return fail(fault.code, fmt::format("{}: {}", dialect->location(), fault.reason));
        }
    }

    Result<SqlMigration> migrate(SchemaGuard& guard) const {
        return in_session([&](soci::session& session) -> Result<SqlMigration> {
            const auto versions = guard.migrate(session);
            if (!versions) return std::unexpected(versions.error());
            return SqlMigration{.from = versions->found, .to = versions->now};
        });
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
    WriteGate gate;
    const Database database;
    SchemaGuard store;
    SchemaGuard queue;
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
        parts_->database, parts_->queue,
        SqlQueueSettings{.name = std::string(kEventQueue), .receive_count_max = receive_count_max});
}

std::unique_ptr<EventQueue> SqlEngine::dead_letter_queue() {
    return std::make_unique<SqlEventQueue>(
        parts_->database, parts_->queue,
        SqlQueueSettings{.name = std::string(kDeadLetterQueue), .receive_count_max = std::nullopt});
}

Result<SqlMigration> SqlEngine::migrate_store() {
    return parts_->migrate(parts_->store);
}

Result<SqlMigration> SqlEngine::migrate_queue() {
    return parts_->migrate(parts_->queue);
}

Result<bool> SqlEngine::is_parcel_id_narrow() {
    return parts_->in_session([this](soci::session& session) -> Result<bool> {
        return parts_->is_parcel_id_narrow(session);
    });
}

Result<bool> SqlEngine::widen_parcel_id() {
    return parts_->in_session([this](soci::session& session) -> Result<bool> {
        parts_->dialect->begin(session, Intent::migration);
        const bool is_narrow = parts_->is_parcel_id_narrow(session);
        if (is_narrow) session << std::string(parts_->dialect->query("widen_parcel_id"));
        session.commit();
        return is_narrow;
    });
}

}  // namespace scan
