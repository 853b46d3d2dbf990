#pragma once

#include <filesystem>
#include <memory>

#include "adapters/postgres/testing/postgres_database.h"
#include "adapters/sqlserver/testing/sqlserver_database.h"
#include "tests/e2e/database_tables.h"
#include "tests/e2e/settings.h"
#include "tests/e2e/table_file.h"
#include "tests/e2e/tables.h"
#include "tests/integration/emulator.h"

namespace scan {

// The queue and the store of a test's workers, and what has come into them as another tool sees it.
// A message that was received `receive_count_max` times in vain becomes a dead letter.
class WorkerEngines {
public:
    virtual ~WorkerEngines() = default;

    // The settings that make a worker use them.
    virtual Settings settings() const = 0;
    virtual std::vector<std::string> environment() const { return {}; }

    virtual std::unique_ptr<Tables> store() const = 0;
    // Messages in the queue, those in flight and dead letters included.
    virtual std::int64_t messages() = 0;

    // As the store can keep it.
    virtual ParcelTable kept(ParcelTable table) const { return in_microseconds(std::move(table)); }
    virtual bool keeps_bodies() const { return true; }
};

// Two SQLite files in a folder.
class SqliteEngines final : public WorkerEngines {
public:
    SqliteEngines(std::filesystem::path folder, std::uint32_t receive_count_max)
        : folder_(std::move(folder)), receive_count_max_(receive_count_max) {}

    Settings settings() const override;
    std::unique_ptr<Tables> store() const override;
    std::int64_t messages() override;
    ParcelTable kept(ParcelTable table) const override { return table; }

private:
    std::filesystem::path folder_;
    std::uint32_t receive_count_max_;
};

// Queue and store in one PostgreSQL database, of the cluster in this folder.
class PostgresEngines final : public WorkerEngines {
public:
    PostgresEngines(const std::filesystem::path& cluster, std::uint32_t receive_count_max)
        : database_(cluster), receive_count_max_(receive_count_max) {}

    Settings settings() const override;
    std::unique_ptr<Tables> store() const override;
    std::int64_t messages() override;

private:
    PostgresDatabase database_;
    std::uint32_t receive_count_max_;
};

// A queue of an SQS emulator, and a store in a PostgreSQL database of the cluster in this folder.
class SqsAndPostgresEngines final : public WorkerEngines {
public:
    SqsAndPostgresEngines(const std::filesystem::path& cluster, std::uint32_t receive_count_max)
        : database_(cluster),
          queue_url_(sqs_.server().create_queue_with_dead_letters(kQueue, receive_count_max)) {}

    Settings settings() const override;
    std::vector<std::string> environment() const override;
    std::unique_ptr<Tables> store() const override;
    std::int64_t messages() override;

    Emulator& sqs() { return sqs_; }

private:
    static constexpr const char* kQueue = "scan-events";

    PostgresDatabase database_;
    Emulator sqs_;
    std::string queue_url_;
};

// A queue of an SQS emulator, and a store in a database of the server that TEST_SQLSERVER_URL
// names.
class SqsAndSqlServerEngines final : public WorkerEngines {
public:
    explicit SqsAndSqlServerEngines(std::uint32_t receive_count_max)
        : queue_url_(sqs_.server().create_queue_with_dead_letters(kQueue, receive_count_max)) {}

    Settings settings() const override;
    std::vector<std::string> environment() const override;
    std::unique_ptr<Tables> store() const override;
    std::int64_t messages() override;
    ParcelTable kept(ParcelTable table) const override;
    bool keeps_bodies() const override { return !is_babelfish_; }

private:
    static constexpr const char* kQueue = "scan-events";

    SqlServerDatabase database_;
    const bool is_babelfish_ = database_.is_babelfish();
    Emulator sqs_;
    std::string queue_url_;
};

}  // namespace scan
