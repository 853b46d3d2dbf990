#include "app/engines.h"

#include <utility>

#include "adapters/postgres/postgres_engine.h"
#include "adapters/sqlite/sqlite_engine.h"
#include "adapters/sqlserver/sqlserver_engine.h"
#include "app/worker_settings.h"

namespace scan {
namespace {

std::unique_ptr<SqlEngine> engine_of(const EngineUrl& url, const std::string& password_file,
                                     const SqlEngineSettings& settings, Clock& clock) {
    switch (url.engine) {
        case EngineUrl::Engine::sqlite:
            return make_sqlite_engine({.path = url.path, .engine = settings}, clock);
        case EngineUrl::Engine::postgres:
            return make_postgres_engine(
                {.address = url.postgres, .password_file = password_file, .engine = settings},
                clock);
        case EngineUrl::Engine::sqlserver:
            return make_sqlserver_engine(
                {.address = url.sqlserver, .password_file = password_file, .engine = settings},
                clock);
        case EngineUrl::Engine::sqs: break;  // no database
    }
    std::abort();
}

}  // namespace

Config for_reading(Config config) {
    config.store.migrate = false;
    return config;
}

Engines::Engines(const StoreConfig& store, const QueueConfig& queue, Clock& clock, Random random,
                 Warn warn, CredentialWatch* credentials)
    : queue_config_(queue) {
    const SqlEngineSettings settings{
        .timeout = store.timeout, .migrate = store.migrate, .notice = warn};
    store_ = engine_of(store.url, store.password_file, settings, clock);
    if (queue.url.engine == EngineUrl::Engine::sqs) {
        SqsSettings of_queue = sqs_settings(queue, std::move(warn));
        of_queue.credentials = credentials;
        sqs_ = std::make_unique<SqsEngine>(std::move(of_queue), clock, random);
    } else if (queue.url != store.url || queue.password_file != store.password_file) {
        // One engine for one database: its writers take turns inside the process instead of meeting in the file.
        queue_ = engine_of(queue.url, queue.password_file, settings, clock);
    }
}

std::unique_ptr<EventQueue> Engines::queue(std::stop_token stop) {
    return sqs_ ? sqs_->queue(std::move(stop))
                : queue_engine().queue(queue_config_.receive_count_max);
}

std::unique_ptr<EventQueue> Engines::dead_letter_queue(std::stop_token stop) {
    return sqs_ ? sqs_->dead_letter_queue(std::move(stop)) : queue_engine().dead_letter_queue();
}

Duration Engines::known_visibility_timeout() const {
    if (!sqs_ || queue_config_.is_visibility_timeout_set) return queue_config_.visibility_timeout;
    const auto own = sqs_->known_visibility_timeout();
    // A queue whose own is zero hides nothing, which no worker can work with.
    return own && *own > Duration::zero() ? *own : queue_config_.visibility_timeout;
}

Duration Engines::visibility_timeout(std::stop_token stop) {
    // If it cannot be asked, that is an error of the first call that needs the queue.
    if (sqs_) {
        [[maybe_unused]] const auto learned = sqs_->visibility_timeout(std::move(stop));
    }
    return known_visibility_timeout();
}

Result<Engines::Migrations> Engines::migrate(const SqlEngine::Report& report,
                                             std::stop_token stop) {
    const auto store = store_->migrate_store(report, stop);
    if (!store) return std::unexpected(store.error());
    if (sqs_) return Migrations{*store, std::nullopt};
    const auto queue = queue_engine().migrate_queue(report, stop);
    if (!queue) return std::unexpected(queue.error());
    return Migrations{*store, *queue};
}

void Engines::cut_calls() {
    store_->cut_calls();
    if (queue_) queue_->cut_calls();
}

}  // namespace scan
