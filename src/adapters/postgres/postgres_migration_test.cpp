#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>
#include <vector>

#include "adapters/postgres/postgres_engine.h"
#include "adapters/postgres/testing/postgres_database.h"
#include "adapters/sql/testing/until_up_to_date.h"

namespace scan {
namespace {

class PostgresMigration : public testing::Test {
protected:
    std::unique_ptr<SqlEngine> engine(bool migrate = true, const std::string& user = "postgres") {
        return make_postgres_engine(
            {.address = database_.address(user), .engine = {.migrate = migrate}}, clock_);
    }

    // Everything that a worker's start asks of the database, in an engine of its own.
    bool starts() {
        const auto own = engine();
        return until_up_to_date([&] { return own->parcel_store()->ping(); }) &&
               until_up_to_date([&] { return own->queue(3)->depth(); }) &&
               until_up_to_date([&] { return own->status_reader()->read(); });
    }

    PostgresDatabase database_;
    SystemClock clock_;
};

TEST_F(PostgresMigration, BringsAnEmptyDatabaseToTheNewestVersion) {
    const auto migrated = engine(false)->migrate_store();
    ASSERT_TRUE(migrated) << migrated.error().message;
    EXPECT_EQ(migrated->from, 0);
    EXPECT_EQ(migrated->to, 8);
    const auto again = engine(false)->migrate_store();
    ASSERT_TRUE(again);
    EXPECT_EQ(again->from, 8);
    EXPECT_TRUE(engine(false)->parcel_store()->ping());
}

TEST_F(PostgresMigration, StoreAndQueueMayShareADatabase) {
    EXPECT_EQ(engine()->migrate_queue()->to, 1);
    EXPECT_EQ(engine()->migrate_store()->from, 0);
    EXPECT_EQ(database_.raw().value(
                  "SELECT string_agg(name || version, ',' ORDER BY name) FROM schema_version"),
              "queue1,store8");
    EXPECT_TRUE(starts());
}

TEST_F(PostgresMigration, TheStoresTablesAreThoseOfTheContract) {
    ASSERT_TRUE(engine()->migrate_store());
    EXPECT_EQ(database_.raw().value(
                  "SELECT string_agg(column_name, ',' ORDER BY ordinal_position) "
                  "FROM information_schema.columns WHERE table_name = 'parcel_summary'"),
              "parcel_id,latest_event_id,latest_type,latest_created_date_time_utc,"
              "latest_status_code,latest_run_id,picked_up_at_utc,picked_up_event_id,"
              "delivered_at_utc,delivered_event_id");
}

TEST_F(PostgresMigration, MissingTablesAreAnErrorWhereItMustNotMigrate) {
    const auto ping = engine(false)->parcel_store()->ping();
    ASSERT_FALSE(ping);
    EXPECT_EQ(ping.error().code, ErrorCode::denied);
    EXPECT_EQ(ping.error().message, "the store in " + database_.address().location() +
                                        " has no tables yet: run `scan-event-worker migrate`");
    EXPECT_EQ(database_.raw().value("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"),
              "0");
}

TEST_F(PostgresMigration, OlderTablesAreBroughtUpToDateOrAreAnError) {
    ASSERT_TRUE(engine()->migrate_queue());
    database_.raw().execute("UPDATE schema_version SET version = 0; DROP TABLE message");
    const auto depth = engine(false)->queue(3)->depth();
    ASSERT_FALSE(depth);
    EXPECT_EQ(depth.error().code, ErrorCode::denied);
    EXPECT_TRUE(engine()->queue(3)->depth());
    EXPECT_EQ(database_.raw().value("SELECT version FROM schema_version"), "1");
}

TEST_F(PostgresMigration, ANewerStoreThatOnlyAddsToThisOneIsUsed) {
    ASSERT_TRUE(engine()->migrate_store());
    database_.raw().execute(
        "UPDATE schema_version SET version = 10;"
        "INSERT INTO schema_version VALUES ('store_needs', 2, now());"
        "ALTER TABLE parcel_summary ADD COLUMN weight int NOT NULL DEFAULT 0");
    EXPECT_TRUE(engine(true)->parcel_store()->ping());
    EXPECT_TRUE(engine(false)->status_reader()->read());
    const auto migrated = engine()->migrate_store();
    ASSERT_TRUE(migrated) << migrated.error().message;
    EXPECT_EQ(migrated->from, 10);
    EXPECT_EQ(migrated->to, 10);
}

TEST_F(PostgresMigration, ANewerStoreThatNeedsANewerProgramIsAClearError) {
    ASSERT_TRUE(engine()->migrate_store());
    database_.raw().execute(
        "UPDATE schema_version SET version = 10;"
        "INSERT INTO schema_version VALUES ('store_needs', 9, now())");
    for (const bool migrate : {true, false}) {
        const auto ping = engine(migrate)->parcel_store()->ping();
        ASSERT_FALSE(ping);
        EXPECT_EQ(ping.error().code, ErrorCode::denied);
        EXPECT_EQ(ping.error().message,
                  "the store tables in " + database_.address().location() +
                      " are of version 10 and need a program that knows version 9; this program "
                      "knows up to 8: use the newer program");
    }
    EXPECT_EQ(engine()->migrate_store().error().code, ErrorCode::denied);
    EXPECT_TRUE(engine()->queue(3)->depth()) << "the queue's tables have a version of their own";
}

TEST_F(PostgresMigration, ARunningWorkerKeepsRunningWhenANewerOneMigrates) {
    const auto running = engine();
    const auto store = running->parcel_store();
    ASSERT_TRUE(store->ping());
    database_.raw().execute(
        "UPDATE schema_version SET version = 10;"
        "ALTER TABLE parcel_summary ADD COLUMN weight int NOT NULL DEFAULT 0");
    EXPECT_TRUE(store->find(ParcelId{1}));
    EXPECT_TRUE(running->status_reader()->read()) << "also in a new session";
}

TEST_F(PostgresMigration, TakesTheTimeThatItTakes) {
    database_.raw().execute(
        "CREATE FUNCTION nap() RETURNS event_trigger LANGUAGE plpgsql AS"
        " $$ BEGIN PERFORM pg_sleep(0.3); END $$;"
        "CREATE EVENT TRIGGER slow ON ddl_command_start WHEN TAG IN ('CREATE INDEX')"
        " EXECUTE FUNCTION nap()");
    const auto hasty = make_postgres_engine(
        {.address = database_.address(), .engine = {.timeout = std::chrono::milliseconds(500)}},
        clock_);
    const auto ping = hasty->parcel_store()->ping();
    EXPECT_TRUE(ping) << ping.error().message;
    EXPECT_EQ(hasty->migrate_store()->from, 8);
}

TEST_F(PostgresMigration, WaitsForALockWithManyTriesAndSaysSo) {
    constexpr const char* kMigrationLock = "7302155400318551040";
    ManualClock clock;
    const auto own = make_postgres_engine(
        {.address = database_.address(), .engine = {.timeout = std::chrono::milliseconds(400)}},
        clock);
    auto other = database_.raw();
    other.execute(std::string("SELECT pg_advisory_lock(") + kMigrationLock + ")");
    int waits = 0;
    const auto migrated = own->migrate_store([&](const std::string& line) {
        if (!line.starts_with("waiting: ")) return;
        if (++waits == 2) other.execute("SELECT pg_advisory_unlock_all()");
    });
    ASSERT_TRUE(migrated) << migrated.error().message;
    EXPECT_EQ(migrated->to, 8);
    EXPECT_EQ(waits, 2);
}

TEST_F(PostgresMigration, MakesAnIndexAnewWhoseMakingWasCutOff) {
    ASSERT_TRUE(engine()->migrate_store());
    database_.raw().execute(
        "UPDATE schema_version SET version = 1;"
        "DROP INDEX failed_event_resolved;"
        "ALTER TABLE processing_state DROP COLUMN unpaid;"
        "ALTER TABLE feed_gap DROP COLUMN proven, DROP COLUMN closed_at_utc, DROP COLUMN closed_as;"
        "ALTER TABLE failed_event DROP COLUMN retried_at_utc, DROP COLUMN closed_as,"
        " DROP COLUMN edited_body;"
        "DROP VIEW parcel_status; DROP TABLE worker, audit, pause, job, cursor_mark;"
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'scan_event_stored'::regclass");
    std::vector<std::string> told;
    const auto migrated =
        engine()->migrate_store([&](const std::string& line) { told.push_back(line); });
    ASSERT_TRUE(migrated) << migrated.error().message;
    EXPECT_EQ(database_.raw().value(
                  "SELECT count(*) FROM pg_index WHERE indisvalid AND indexrelid IN"
                  " ('scan_event_stored'::regclass, 'failed_event_resolved'::regclass)"),
              "2");
    ASSERT_FALSE(told.empty());
    EXPECT_EQ(told.front(), "store: version 2 of 8 (0002_retention_concurrently)");
}

TEST_F(PostgresMigration, AFailedMigrationLeavesNothing) {
    database_.raw().execute("CREATE TABLE feed_gap (x int)");
    const auto ping = engine()->parcel_store()->ping();
    ASSERT_FALSE(ping);
    EXPECT_EQ(ping.error().code, ErrorCode::denied);
    EXPECT_EQ(database_.raw().value(
                  "SELECT string_agg(tablename, ',') FROM pg_tables WHERE schemaname = 'public'"),
              "feed_gap");
}

TEST_F(PostgresMigration, ALoginThatMayOnlyUseTheTablesNeedsNoMore) {
    ASSERT_TRUE(engine()->migrate_store());
    ASSERT_TRUE(engine()->migrate_queue());
    const std::string role = "plain_" + database_.name();
    database_.raw().execute(
        "CREATE ROLE " + role +
        " LOGIN;"
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " +
        role);
    const auto plain = engine(true, role);
    EXPECT_TRUE(plain->parcel_store()->ping());
    EXPECT_TRUE(plain->queue(3)->send(std::vector<std::string>{"message"}).front());
    const auto tenure = plain
                            ->lease({.holder = "worker",
                                     .duration = std::chrono::minutes(1),
                                     .first_event_id = EventId{1}})
                            ->acquire();
    EXPECT_TRUE(tenure) << tenure.error().message;
    database_.raw().execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
}

TEST_F(PostgresMigration, ManyThreadsMayStartAtOnceOnAnEmptyDatabase) {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([this] { EXPECT_TRUE(starts()); });
    }
    threads.clear();
    EXPECT_EQ(database_.raw().value("SELECT count(*) FROM schema_version"), "2");
}

TEST_F(PostgresMigration, ManyProcessesMayStartAtOnceOnAnEmptyDatabase) {
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

}  // namespace
}  // namespace scan
