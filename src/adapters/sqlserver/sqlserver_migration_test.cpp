#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "adapters/sql/testing/until_up_to_date.h"
#include "adapters/sqlserver/sqlserver_engine.h"
#include "adapters/sqlserver/testing/sqlserver_database.h"

namespace scan {
namespace {

// The tables as the .NET worker makes them, constraints named by the server.
constexpr const char* kOlderTables =
    "CREATE TABLE ParcelSummary (ParcelId INT PRIMARY KEY, LatestEventId BIGINT NOT NULL, "
    "LatestType NVARCHAR(50) NOT NULL, LatestCreatedDateTimeUtc DATETIMEOFFSET NOT NULL, "
    "LatestStatusCode NVARCHAR(50) NOT NULL DEFAULT '', "
    "LatestRunId NVARCHAR(50) NOT NULL DEFAULT '', PickedUpAtUtc DATETIMEOFFSET NULL, "
    "DeliveredAtUtc DATETIMEOFFSET NULL);"
    "CREATE TABLE ProcessingState (Id INT PRIMARY KEY DEFAULT 1, "
    "LastEventId BIGINT NOT NULL DEFAULT 1, "
    "UpdatedAtUtc DATETIMEOFFSET NOT NULL DEFAULT SYSDATETIMEOFFSET(), "
    "CONSTRAINT CK_SingleRow CHECK (Id = 1));"
    "INSERT INTO ProcessingState (Id) VALUES (1)";

ScanEvent event(std::int64_t id, std::int64_t parcel, std::string_view type) {
    return {.event_id = EventId{id},
            .parcel_id = ParcelId{parcel},
            .type = std::string(type),
            .created_at = *UtcTime::parse("2021-05-11T21:11:34Z"),
            .status_code = "",
            .run_id = "100"};
}

class SqlServerMigration : public testing::Test {
protected:
    void SetUp() override {
        if (!SqlServerDatabase::is_available()) GTEST_SKIP() << SqlServerDatabase::kMissing;
        database_.emplace();
    }

    std::unique_ptr<SqlEngine> engine(bool migrate = true) {
        return make_sqlserver_engine(
            {.address = database_->address(), .engine = {.migrate = migrate}}, clock_);
    }

    Result<> apply(ParcelStore& store, const ScanEvent& scanned) {
        StoreBatch batch;
        batch.parcels = {summarize(scanned)};
        batch.applied = {scanned.event_id};
        return store.apply(batch);
    }

    std::optional<SqlServerDatabase> database_;
    SystemClock clock_;
};

TEST_F(SqlServerMigration, BringsAnEmptyDatabaseToTheNewestVersion) {
    const auto missing = engine(false)->parcel_store()->ping();
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::denied) << missing.error().message;
    const auto migrated = engine(false)->migrate_store();
    ASSERT_TRUE(migrated) << migrated.error().message;
    EXPECT_EQ(migrated->from, 0);
    EXPECT_GT(migrated->to, 0);
    EXPECT_EQ(engine(false)->migrate_store()->from, migrated->to);
    EXPECT_TRUE(engine(false)->parcel_store()->ping());
    EXPECT_FALSE(*engine()->is_parcel_id_narrow());
    EXPECT_FALSE(*engine()->widen_parcel_id());
}

TEST_F(SqlServerMigration, CreatesTheDatabaseThatIsMissing) {
    SqlServerAddress address = database_->address();
    address.database += "_missing";
    const auto own = make_sqlserver_engine({.address = address}, clock_);
    const auto ping = own->parcel_store()->ping();
    EXPECT_TRUE(ping) << ping.error().message;
    database_->raw().execute("DROP DATABASE " + address.database);
}

TEST_F(SqlServerMigration, ManyThreadsMayStartAtOnceOnAnEmptyDatabase) {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([this] {
            const auto own = engine();
            const auto ping = until_up_to_date([&] { return own->parcel_store()->ping(); });
            EXPECT_TRUE(ping) << ping.error().message;
        });
    }
    threads.clear();
    EXPECT_EQ(database_->raw().value("SELECT COUNT(*) FROM SchemaVersion"), "1");
}

TEST_F(SqlServerMigration, AFailedMigrationLeavesNothing) {
    database_->raw().execute("CREATE TABLE FeedGap (x INT)");
    const auto ping = engine()->parcel_store()->ping();
    ASSERT_FALSE(ping);
    EXPECT_EQ(ping.error().code, ErrorCode::denied) << ping.error().message;
    EXPECT_EQ(database_->raw().value("SELECT COUNT(*) FROM sys.tables"), "1");
}

TEST_F(SqlServerMigration, AdoptsTheTablesOfTheOlderWorker) {
    database_->raw().execute(kOlderTables);
    database_->raw().execute(
        "UPDATE ProcessingState SET LastEventId = 83269;"
        "INSERT INTO ParcelSummary VALUES (5002, 83268, N'DELIVERY', '2021-05-11T21:11:34+00:00', "
        "N'', N'100', '2021-05-10T08:00:00+00:00', '2021-05-11T21:11:34+00:00')");
    const auto own = engine();
    const auto store = own->parcel_store();
    const auto found = store->find(ParcelId{5002});
    ASSERT_TRUE(found) << found.error().message;
    ASSERT_TRUE(*found);
    EXPECT_EQ((*found)->latest.event_id, EventId{83268});
    EXPECT_EQ((*found)->picked_up->event_id, EventId{0});

    // Times without an event id stay for ever, whatever comes.
    ASSERT_TRUE(apply(*store, event(7, 5002, kPickup)));
    ASSERT_TRUE(apply(*store, event(90000, 5002, "STATUS")));
    const auto later = *store->find(ParcelId{5002});
    EXPECT_EQ(later->picked_up, (*found)->picked_up);
    EXPECT_EQ(later->latest.event_id, EventId{90000});

    const auto lease = own->lease(
        {.holder = "worker", .duration = std::chrono::minutes(1), .first_event_id = EventId{1}});
    const auto tenure = lease->acquire();
    ASSERT_TRUE(tenure) << tenure.error().message;
    EXPECT_EQ((*tenure)->cursor.last_event_id, EventId{83268}) << "one event is sent twice";
}

TEST_F(SqlServerMigration, ACursorThatTheOlderWorkerOnlySeededBeginsBeforeTheFirstEvent) {
    database_->raw().execute(kOlderTables);
    const auto tenure = engine()
                            ->lease({.holder = "worker",
                                     .duration = std::chrono::minutes(1),
                                     .first_event_id = EventId{1}})
                            ->acquire();
    ASSERT_TRUE(tenure) << tenure.error().message;
    EXPECT_EQ((*tenure)->cursor.last_event_id, EventId{0});
}

TEST_F(SqlServerMigration, TextsOfAnAdoptedTableAreWidened) {
    database_->raw().execute(kOlderTables);
    ScanEvent wide = event(5, 7, "STATUS");
    wide.status_code = std::string(200, 's');
    const auto own = engine();
    const auto store = own->parcel_store();
    const auto applied = apply(*store, wide);
    ASSERT_TRUE(applied) << applied.error().message;
    EXPECT_EQ((*store->find(ParcelId{7}))->latest.status_code, wide.status_code);
}

TEST_F(SqlServerMigration, AnIdThatDoesNotFitIsRejectedUntilTheColumnIsWidened) {
    database_->raw().execute(kOlderTables);
    const auto own = engine();
    const auto store = own->parcel_store();
    const ScanEvent narrow = event(1, 2147483647, kPickup);
    const ScanEvent wide = event(2, 2147483648, kPickup);
    ASSERT_TRUE(apply(*store, narrow));
    EXPECT_TRUE(*own->is_parcel_id_narrow());
    const auto rejected = apply(*store, wide);
    ASSERT_FALSE(rejected);
    EXPECT_EQ(rejected.error().code, ErrorCode::rejected) << rejected.error().message;
    EXPECT_EQ(*store->find(wide.parcel_id), std::nullopt);

    const auto widened = own->widen_parcel_id();
    ASSERT_TRUE(widened) << widened.error().message;
    EXPECT_TRUE(*widened);
    EXPECT_FALSE(*own->is_parcel_id_narrow());
    const auto applied = apply(*store, wide);
    EXPECT_TRUE(applied) << applied.error().message;
    EXPECT_TRUE(*store->find(narrow.parcel_id));
    EXPECT_EQ(
        database_->raw().value("SELECT COUNT(*) FROM sys.key_constraints WHERE type = 'PK' AND "
                               "parent_object_id = OBJECT_ID('ParcelSummary')"),
        "1");
    EXPECT_THROW(database_->raw().execute("INSERT INTO ParcelSummary (ParcelId, LatestEventId, "
                                          "LatestType, LatestCreatedDateTimeUtc) VALUES "
                                          "(2147483648, 1, N'', SYSDATETIMEOFFSET())"),
                 std::runtime_error)
        << "the key is a key again";
}

}  // namespace
}  // namespace scan
