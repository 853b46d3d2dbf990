#pragma once

#include <memory>

#include "adapters/sql/sql_engine.h"
#include "app/config.h"

namespace scan {

// The configured store and queue. The one place that knows which engines there are. The objects it makes must not outlive it.
class Engines final {
public:
    Engines(const StoreConfig& store, const QueueConfig& queue, Clock& clock);

    SqlEngine& store() { return *store_; }

    // One for each thread.
    std::unique_ptr<EventQueue> queue();
    std::unique_ptr<EventQueue> dead_letter_queue();

    // Brings both databases to the program's schema now, whatever store.migrate says.
    struct Migrations {
        SqlMigration store;
        SqlMigration queue;
    };
    Result<Migrations> migrate();

private:
    SqlEngine& queue_engine() { return queue_ ? *queue_ : *store_; }

    std::uint32_t receive_count_max_;
    std::unique_ptr<SqlEngine> store_;
    std::unique_ptr<SqlEngine> queue_;  // nullptr: the queue is kept in the store's database
};

}  // namespace scan
