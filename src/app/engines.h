#pragma once

#include <memory>
#include <optional>
#include <stop_token>

#include "adapters/sql/sql_engine.h"
#include "adapters/sqs/sqs_engine.h"
#include "config/config.h"

namespace scan {

// For commands that only look: tables that are missing or older stay so, and are an error.
Config for_reading(Config config);

// The configured store and queue. The one place that knows which engines there are. The objects it makes must not outlive it.
class Engines final {
public:
    // `warn` is told what is doubtful about a queue once its server has said it, and of a database that
    // was created; may be empty. `credentials` is told of those of the queue; nullptr: nobody is.
    Engines(const StoreConfig& store, const QueueConfig& queue, Clock& clock, Random random,
            Warn warn = {}, CredentialWatch* credentials = nullptr);

    SqlEngine& store() { return *store_; }

    // One for each thread. `stop` ends their calls at once; those of a database end within store.timeout
    // by themselves and do not heed it.
    std::unique_ptr<EventQueue> queue(std::stop_token stop = {});
    std::unique_ptr<EventQueue> dead_letter_queue(std::stop_token stop = {});

    // Queue and store are one database, so one transaction can write to both.
    bool is_queue_beside_store() const { return !sqs_ && !queue_; }

    // How long a delivery stays hidden as far as it is known by now. Asks nobody. Any thread.
    Duration known_visibility_timeout() const;

    // The same after the queue was asked: queue.visibility_timeout if it is set, else what the queue says of itself, if it
    // does and can be asked.
    Duration visibility_timeout(std::stop_token stop = {});

    // Brings the databases to the program's schema now.
    struct Migrations {
        SqlMigration store;
        std::optional<SqlMigration> queue;  // nullopt: the queue is no database
    };
    Result<Migrations> migrate(const SqlEngine::Report& report, std::stop_token stop);

    // Ends the calls of the databases that other threads are in; they fail.
    void cut_calls();

private:
    SqlEngine& queue_engine() { return queue_ ? *queue_ : *store_; }

    QueueConfig queue_config_;
    std::unique_ptr<SqlEngine> store_;
    std::unique_ptr<SqlEngine>
        queue_;  // nullptr: the queue is kept in the store's database, or in sqs_
    std::unique_ptr<SqsEngine> sqs_;  // nullptr: the queue is kept in a database
};

}  // namespace scan
