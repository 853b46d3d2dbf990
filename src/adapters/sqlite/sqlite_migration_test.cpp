#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "adapters/sql/testing/until_up_to_date.h"
#include "adapters/sqlite/sqlite_engine.h"
#include "adapters/sqlite/testing/temporary_database.h"

namespace scan {
namespace {

class SqliteMigration : public testing::Test {
protected:
    std::unique_ptr<SqlEngine> engine(bool migrate = true) {
        return make_sqlite_engine({.path = database_.path(), .engine = {.migrate = migrate}},
                                  clock_);
    }

    // Everything that a worker's start asks of the file, in an engine of its own.
    bool starts() {
        const auto own = engine();
        return until_up_to_date([&] { return own->parcel_store()->ping(); }) &&
               until_up_to_date([&] { return own->queue(3)->depth(); }) &&
               until_up_to_date([&] { return own->status_reader()->read(); });
    }

    TemporaryDatabase database_;
    SystemClock clock_;
};

TEST_F(SqliteMigration, BringsAnEmptyFileToTheNewestVersion) {
    const auto migrated = engine()->migrate_store();
    ASSERT_TRUE(migrated) << migrated.error().message;
    EXPECT_EQ(migrated->from, 0);
    EXPECT_EQ(migrated->to, 8);
    const auto again = engine(false)->migrate_store();
    ASSERT_TRUE(again);
    EXPECT_EQ(again->from, 8);
    EXPECT_EQ(again->to, 8);
    EXPECT_TRUE(engine(false)->parcel_store()->ping());
}

TEST_F(SqliteMigration, StoreAndQueueMayShareAFile) {
    EXPECT_EQ(engine()->migrate_queue()->to, 1);
    EXPECT_EQ(engine()->migrate_store()->from, 0);
    EXPECT_EQ(database_.raw().value("SELECT group_concat(name || version) FROM schema_version"),
              "queue1,store8");
    EXPECT_TRUE(starts());
}

TEST_F(SqliteMigration, TheStoresTablesAreThoseOfTheContract) {
    ASSERT_TRUE(engine()->migrate_store());
    auto raw = database_.raw();
    EXPECT_EQ(raw.value("SELECT group_concat(name) FROM pragma_table_info('parcel_summary')"),
              "parcel_id,latest_event_id,latest_type,latest_created_date_time_utc,"
              "latest_status_code,latest_run_id,picked_up_at_utc,picked_up_event_id,"
              "delivered_at_utc,delivered_event_id");
    EXPECT_EQ(raw.value("PRAGMA journal_mode"), "wal");
}

TEST_F(SqliteMigration, AMissingFileIsAnErrorAndNotMadeWhereItMustNotMigrate) {
    const auto ping = engine(false)->parcel_store()->ping();
    ASSERT_FALSE(ping);
    EXPECT_EQ(ping.error().code, ErrorCode::denied);
    EXPECT_EQ(
        ping.error().message,
        database_.path().string() +
            ": there is no such file: is this the folder of the worker, and the URL its own?");
    EXPECT_EQ(ping.error().cause, ErrorCause::no_database);
    EXPECT_FALSE(std::filesystem::exists(database_.path()));
}

TEST_F(SqliteMigration, AMissingFolderIsNoDatabaseThatMigratingMakes) {
    const auto folder = database_.path().parent_path() / "none";
    const auto elsewhere = make_sqlite_engine(
        {.path = (folder / "store.db").string(), .engine = {.migrate = false}}, clock_);
    const auto ping = elsewhere->parcel_store()->ping();
    ASSERT_FALSE(ping);
    EXPECT_EQ(ping.error().cause, ErrorCause::other);
    EXPECT_EQ(ping.error().message, (folder / "store.db").string() +
                                        ": there is no such file, and the folder " +
                                        folder.string() + " does not exist");
}

TEST_F(SqliteMigration, MissingTablesAreAnErrorWhereItMustNotMigrate) {
    std::ofstream(database_.path()).close();
    const auto ping = engine(false)->parcel_store()->ping();
    ASSERT_FALSE(ping);
    EXPECT_EQ(ping.error().code, ErrorCode::denied);
    EXPECT_EQ(ping.error().message, "the store in " + database_.path().string() +
                                        " has no tables yet: run `scan-event-worker migrate`");
    EXPECT_EQ(ping.error().cause, ErrorCause::no_tables);
    EXPECT_EQ(database_.raw().value("SELECT count(*) FROM sqlite_master"), "0");
}

TEST_F(SqliteMigration, OlderTablesAreAnErrorWhereItMustNotMigrate) {
    ASSERT_TRUE(engine()->migrate_queue());
    database_.raw().execute("UPDATE schema_version SET version = 0");
    const auto depth = engine(false)->queue(3)->depth();
    ASSERT_FALSE(depth);
    EXPECT_EQ(depth.error().code, ErrorCode::denied);
}

TEST_F(SqliteMigration, ANewerStoreThatOnlyAddsToThisOneIsUsed) {
    ASSERT_TRUE(engine()->migrate_store());
    database_.raw().execute("UPDATE schema_version SET version = 10");
    EXPECT_TRUE(engine()->parcel_store()->ping());
    EXPECT_TRUE(engine(false)->status_reader()->read());
    const auto migrated = engine()->migrate_store();
    ASSERT_TRUE(migrated) << migrated.error().message;
    EXPECT_EQ(migrated->to, 10);
}

TEST_F(SqliteMigration, ANewerStoreThatNeedsANewerProgramIsAClearError) {
    ASSERT_TRUE(engine()->migrate_store());
    database_.raw().execute(
        "UPDATE schema_version SET version = 10;"
        "INSERT INTO schema_version (name, version, migrated_at_utc) VALUES ('store_needs', 9, "
        "'')");
    for (const auto& answer :
         {engine()->parcel_store()->ping(), engine(false)->parcel_store()->ping()}) {
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().code, ErrorCode::denied);
        EXPECT_EQ(answer.error().message,
                  "the store tables in " + database_.path().string() +
                      " are of version 10 and need a program that knows version 9; this program "
                      "knows up to 8: use the newer program");
    }
    EXPECT_EQ(engine()->migrate_store().error().code, ErrorCode::denied);
    EXPECT_TRUE(engine()->queue(3)->depth()) << "the queue's tables have a version of their own";
}

TEST_F(SqliteMigration, ARunningWorkerKeepsRunningWhenANewerOneMigrates) {
    const auto running = engine();
    const auto store = running->parcel_store();
    ASSERT_TRUE(store->ping());
    database_.raw().execute("UPDATE schema_version SET version = 10");
    EXPECT_TRUE(store->ping());
    EXPECT_TRUE(running->status_reader()->read()) << "also in a new session";
}

TEST_F(SqliteMigration, AFailedMigrationLeavesNothing) {
    database_.raw().execute("CREATE TABLE feed_gap (x)");
    const auto ping = engine()->parcel_store()->ping();
    ASSERT_FALSE(ping);
    EXPECT_EQ(ping.error().code, ErrorCode::denied);
    EXPECT_EQ(database_.raw().value("SELECT group_concat(name) FROM sqlite_master"), "feed_gap");
}

TEST_F(SqliteMigration, ManyThreadsMayStartAtOnceOnAnEmptyFile) {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([this] { EXPECT_TRUE(starts()); });
    }
    threads.clear();
    EXPECT_EQ(database_.raw().value("SELECT count(*) FROM schema_version"), "2");
}

TEST_F(SqliteMigration, ManyProcessesMayStartAtOnceOnAnEmptyFile) {
    for (int round = 0; round < 3; ++round) {
        for (const char* suffix : {"", "-wal", "-shm"}) {
            std::filesystem::remove(database_.path().string() + suffix);
        }
        std::vector<pid_t> children;
        for (int i = 0; i < 6; ++i) {
            const pid_t child = ::fork();
            ASSERT_GE(child, 0);
            if (child == 0) ::_exit(starts() ? 0 : 1);
            children.push_back(child);
        }
        for (const pid_t child : children) {
            int status = -1;
            ::waitpid(child, &status, 0);
            EXPECT_EQ(status, 0);
        }
    }
}

}  // namespace
}  // namespace scan
