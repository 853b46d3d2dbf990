#include "app/engines.h"

#include "adapters/postgres/postgres_engine.h"
#include "adapters/sqlite/sqlite_engine.h"

namespace scan {
namespace {

std::unique_ptr<SqlEngine> engine_of(const EngineUrl& url, const SqlEngineSettings& settings,
                                     Clock& clock) {
    switch (url.engine) {
        case EngineUrl::Engine::sqlite:
            return make_sqlite_engine({.path = url.path, .engine = settings}, clock);
        case EngineUrl::Engine::postgres:
            return make_postgres_engine({.address = url.postgres, .engine = settings}, clock);
    }
    std::abort();
}

}  // namespace

Engines::Engines(const StoreConfig& store, const QueueConfig& queue, Clock& clock)
    : receive_count_max_(queue.receive_count_max) {
    const SqlEngineSettings settings{.timeout = store.timeout, .migrate = store.migrate};
    store_ = engine_of(store.url, settings, clock);
    // One engine for one database: its writers take turns inside the process instead of meeting in the file.
    if (queue.url != store.url) queue_ = engine_of(queue.url, settings, clock);
}

std::unique_ptr<EventQueue> Engines::queue() {
    return queue_engine().queue(receive_count_max_);
}

std::unique_ptr<EventQueue> Engines::dead_letter_queue() {
    return queue_engine().dead_letter_queue();
}

Result<Engines::Migrations> Engines::migrate() {
    const auto store = store_->migrate_store();
    if (!store) return std::unexpected(store.error());
    const auto queue = queue_engine().migrate_queue();
    if (!queue) return std::unexpected(queue.error());
    return Migrations{*store, *queue};
}

}  // namespace scan
