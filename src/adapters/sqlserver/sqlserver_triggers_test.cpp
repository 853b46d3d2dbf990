#include <gtest/gtest.h>
#include <soci/soci.h>

#include "adapters/sqlserver/sqlserver_dialect.h"
#include "adapters/sqlserver/sqlserver_engine.h"
#include "adapters/sqlserver/testing/sqlserver_database.h"

namespace scan {
namespace {

using std::chrono::minutes;

// A database whose owner audits every table by a trigger, which writes rows of its own.
class SqlServerTriggers : public testing::Test {
protected:
    void SetUp() override {
        if (!SqlServerDatabase::is_available()) GTEST_SKIP() << SqlServerDatabase::kMissing;
        database_.emplace();
        engine_ = make_sqlserver_engine({.address = database_->address()}, clock_);
        ASSERT_TRUE(engine_->migrate_store());
        ASSERT_TRUE(engine_->migrate_queue());
        RawSqlServer raw = database_->raw();
        raw.execute("CREATE TABLE Audit (Id BIGINT IDENTITY PRIMARY KEY, What NVARCHAR(50))");
        for (const std::string table :
             {"ProcessingState", "ParcelSummary", "FailedEvent", "Message"}) {
            raw.execute("CREATE TRIGGER Audit" + table + " ON " + table +
                        " AFTER INSERT, UPDATE, DELETE AS "
                        "INSERT INTO Audit (What) VALUES (N'one'), (N'two'), (N'three')");
        }
    }

    static StoreBatch one_event() {
        StoreBatch batch;
        batch.parcels = {summarize({.event_id = EventId{5},
                                    .parcel_id = ParcelId{1},
                                    .type = "STATUS",
                                    .created_at = UtcTime(),
                                    .status_code = "",
                                    .run_id = ""})};
        batch.failed = {{.event_id = EventId{6},
                         .parcel_id = std::nullopt,
                         .reason = "bad",
                         .detail = "",
                         .body = "x"}};
        return batch;
    }

    std::optional<SqlServerDatabase> database_;
    SystemClock clock_;
    std::unique_ptr<SqlEngine> engine_;
};

TEST_F(SqlServerTriggers, LetTheLeaseBeHeldAndTheCursorMove) {
    const auto lease =
        engine_->lease({.holder = "worker", .duration = minutes(1), .first_event_id = EventId{1}});
    const auto tenure = lease->acquire();
    ASSERT_TRUE(tenure) << tenure.error().message;
    ASSERT_TRUE(*tenure);
    const LeaseEpoch epoch = (*tenure)->epoch;
    const auto renewed = lease->renew(epoch, {});
    ASSERT_TRUE(renewed) << renewed.error().message;
    EXPECT_TRUE(*renewed);
    const auto cursors = engine_->cursor_store();
    const CursorAdvance advance{.last_event_id = EventId{9}};
    const auto advanced = cursors->advance(epoch, advance);
    ASSERT_TRUE(advanced) << advanced.error().message;
    EXPECT_TRUE(*advanced);
    EXPECT_FALSE(*cursors->advance(LeaseEpoch{epoch.value + 1}, advance));
    EXPECT_FALSE(*lease->renew(LeaseEpoch{epoch.value + 1}, {}));
}

TEST_F(SqlServerTriggers, LetMessagesBeClaimedHiddenAndRemoved) {
    const auto queue = engine_->queue(3);
    ASSERT_TRUE(queue->send(std::vector<std::string>{"one", "two"}).front());
    const auto received =
        queue->receive({.messages_max = 10, .visibility_timeout = minutes(1), .wait = {}}, {});
    ASSERT_TRUE(received) << received.error().message;
    ASSERT_EQ(received->size(), 2u);
    const std::vector<Receipt> receipts{(*received)[0].receipt, (*received)[1].receipt,
                                        (*received)[1].receipt};
    for (const auto& extended : queue->extend(receipts, minutes(2))) EXPECT_TRUE(extended);
    for (const auto& removed : queue->acknowledge(receipts)) EXPECT_TRUE(removed);
    EXPECT_EQ(queue->depth()->undone(), 0u);
}

TEST_F(SqlServerTriggers, LetParcelsAndFailedEventsBeWritten) {
    const auto store = engine_->parcel_store();
    const auto applied = store->apply(one_event());
    ASSERT_TRUE(applied) << applied.error().message;
    ASSERT_TRUE(store->apply(one_event()));
    EXPECT_EQ(database_->raw().value("SELECT Occurrences FROM FailedEvent"), "2");
}

TEST_F(SqlServerTriggers, ACountIsKnownToASessionThatIsSilencedToo) {
    const auto lease =
        engine_->lease({.holder = "worker", .duration = minutes(1), .first_event_id = EventId{1}});
    const long long epoch = (*lease->acquire())->epoch.value;
    const SqlServerDialect dialect(database_->address(), std::chrono::seconds(10));
    soci::session session;
    dialect.open(session, Role::control);
    session << "SET NOCOUNT ON";
    const long long last = 9;
    const std::string now = "2026-01-01T00:00:00";
    soci::statement advance = (session.prepare << std::string(dialect.query("advance_cursor")),
                               soci::use(last, "last_event_id"), soci::use(last, "window_low"),
                               soci::use(now, "now"), soci::use(epoch, "epoch"));
    advance.execute(true);
    EXPECT_EQ(advance.get_affected_rows(), 1);
}

}  // namespace
}  // namespace scan
