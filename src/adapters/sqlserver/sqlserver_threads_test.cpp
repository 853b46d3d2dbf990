#include "adapters/sql/testing/many_threads.h"
#include "adapters/sqlserver/sqlserver_engine.h"
#include "adapters/sqlserver/testing/sqlserver_database.h"
#include "base/hash.h"

namespace scan {
namespace {

// Two engines on one database, as two processes have them.
class SqlServerThreads : public testing::Test {
protected:
    void SetUp() override {
        if (!SqlServerDatabase::is_available()) GTEST_SKIP() << SqlServerDatabase::kMissing;
        database_.emplace();
        one_ = make_sqlserver_engine({.address = database_->address()}, clock_);
        two_ = make_sqlserver_engine({.address = database_->address()}, clock_);
        ASSERT_TRUE(one_->migrate_store());
        ASSERT_TRUE(one_->migrate_queue());
    }

    static ParcelSummary delta(std::int64_t parcel, std::int64_t event) {
        return summarize({.event_id = EventId{event},
                          .parcel_id = ParcelId{parcel},
                          .type = "STATUS",
                          .created_at = UtcTime(),
                          .status_code = "",
                          .run_id = ""});
    }

    static FailedEvent failed(const std::string& body) {
        return {.event_id = std::nullopt,
                .parcel_id = std::nullopt,
                .reason = "bad",
                .detail = "",
                .body = body};
    }

    std::optional<SqlServerDatabase> database_;
    SystemClock clock_;
    std::unique_ptr<SqlEngine> one_;
    std::unique_ptr<SqlEngine> two_;
    // Two that insert one key may meet where lock hints are not heeded, as in Babelfish.
    ManyThreads threads_{[this](int i) -> SqlEngine& { return i % 2 == 0 ? *one_ : *two_; }, 20};
};

TEST_F(SqlServerThreads, ManyProcessorsFillOneTable) {
    threads_.fill_one_table();
    EXPECT_EQ(database_->raw().value("SELECT COUNT(*) FROM ParcelSummary "
                                     "WHERE LatestEventId = 40 AND PickedUpEventId = 1"),
              "30");
}

TEST_F(SqlServerThreads, ProcessorsThatMeetAtANewParcelLoseNothing) {
    threads_.meet_at_new_parcels(100);
    EXPECT_EQ(database_->raw().value("SELECT COUNT(*) FROM FailedEvent WHERE Occurrences = 4"),
              "100");
}

// The other one holds a row that this one has, and has inserted another; both are committed while
// this one waits.
TEST_F(SqlServerThreads, ARowThatIsCommittedBetweenTwoStatementsOfABatchIsNotPassedOver) {
    const auto store = one_->parcel_store();
    StoreBatch first;
    first.parcels = {delta(1, 1)};
    first.failed = {failed("one")};
    ASSERT_TRUE(store->apply(first));
    RawSqlServer other = database_->raw();
    const auto meet = [&](const std::string& statements, const StoreBatch& batch) {
        other.execute("BEGIN TRANSACTION; " + statements);
        std::atomic<bool> has_ended = false;
        std::jthread waiting([&] {
            Result<> applied = store->apply(batch);
            for (int again = 0; again < 20 && !applied; ++again) {
                EXPECT_EQ(applied.error().code, ErrorCode::transient) << applied.error().message;
                applied = store->apply(batch);
            }
            EXPECT_TRUE(applied) << applied.error().message;
            has_ended = true;
        });
        while (!has_ended &&
               other.value("SELECT COUNT(*) FROM sys.sysprocesses WHERE blocked <> 0") == "0") {
        }
        other.execute("COMMIT");
    };

    StoreBatch parcels;
    parcels.parcels = {delta(1, 9), delta(2, 8)};
    meet(
        "UPDATE ParcelSummary SET LatestRunId = N'' WHERE ParcelId = 1; "
        "INSERT INTO ParcelSummary (ParcelId, LatestEventId, LatestType, "
        "LatestCreatedDateTimeUtc) VALUES (2, 3, N'STATUS', SYSDATETIMEOFFSET())",
        parcels);
    EXPECT_EQ((*store->find(ParcelId{1}))->latest.event_id, EventId{9});
    EXPECT_EQ((*store->find(ParcelId{2}))->latest.event_id, EventId{8});

    StoreBatch failures;
    failures.failed = {failed("one"), failed("two")};
    meet("UPDATE FailedEvent SET Detail = N'' WHERE BodyHash = '" + sha256_hex("one") +
             "'; INSERT INTO FailedEvent (Reason, Detail, Body, BodyHash, Occurrences, "
             "FailedAtUtc, LastFailedAtUtc) VALUES (N'', N'', N'two', '" +
             sha256_hex("two") + "', 1, SYSDATETIMEOFFSET(), SYSDATETIMEOFFSET())",
         failures);
    EXPECT_EQ(other.value("SELECT COUNT(*) FROM FailedEvent WHERE Occurrences = 2"), "2");
}

TEST_F(SqlServerThreads, EachMessageIsDeliveredToOneReceiver) {
    threads_.deliver_each_message_once();
}

TEST_F(SqlServerThreads, OneWorkerAtATimeHoldsTheLease) {
    threads_.acquire_the_lease();
}

}  // namespace
}  // namespace scan
