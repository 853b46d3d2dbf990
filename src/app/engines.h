#pragma once

#include <memory>
#include <optional>

#include "adapters/sql/sql_engine.h"
#include "adapters/sqs/sqs_engine.h"
#include "app/config.h"

namespace scan {

// For commands that only look: tables that are missing or older stay so, and are an error.
Config for_reading(Config config);

// The configured store and queue. The one place that knows which engines there are. The objects it makes must not outlive it.
class Engines final {
public:
    // `warn` is told what is doubtful about a queue once its server has said it; may be empty.
    Engines(const StoreConfig& store, const QueueConfig& queue, Clock& clock, Random random,
            Warn warn = {});

    SqlEngine& store() { return *store_; }

    // One for each thread.
    std::unique_ptr<EventQueue> queue();
    std::unique_ptr<EventQueue> dead_letter_queue();

    // How long a delivery stays hidden: queue.visibility_timeout where it is set, else what the queue says of itself, where it
    // does and can be asked.
    Duration visibility_timeout();

    // Brings the databases to the program's schema now.
    struct Migrations {
        SqlMigration store;
        std::optional<SqlMigration> queue;  // nullopt: the queue is no database
    };
    Result<Migrations> migrate();

private:
    SqlEngine& queue_engine() { return queue_ ? *queue_ : *store_; }

    QueueConfig queue_config_;
    std::unique_ptr<SqlEngine> store_;
    std::unique_ptr<SqlEngine>
        queue_;  // nullptr: the queue is kept in the store's database, or in sqs_
    std::unique_ptr<SqsEngine> sqs_;  // nullptr: the queue is kept in a database
};

}  // namespace scan
