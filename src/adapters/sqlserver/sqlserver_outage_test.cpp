#include <gtest/gtest.h>

#include "adapters/sqlserver/sqlserver_engine.h"
#include "adapters/sqlserver/testing/sqlserver_database.h"
#include "adapters/sqlserver/testing/tcp_relay.h"

namespace scan {
namespace {

// A server behind a relay, which the test cuts and silences.
class SqlServerOutage : public testing::Test {
protected:
    void SetUp() override {
        if (!SqlServerDatabase::is_available()) GTEST_SKIP() << SqlServerDatabase::kMissing;
        database_.emplace();
        relay_.emplace(database_->address().host, database_->address().port);
        address_ = database_->address();
        address_.host = "127.0.0.1";
        address_.port = relay_->port();
        address_.encrypt = false;  // the server's certificate is not the relay's
    }

    std::unique_ptr<SqlEngine> engine(Duration timeout = std::chrono::seconds(10)) {
        return make_sqlserver_engine({.address = address_, .engine = {.timeout = timeout}}, clock_);
    }

    static StoreBatch one_event(std::int64_t id) {
        StoreBatch batch;
        batch.parcels = {summarize({.event_id = EventId{id},
                                    .parcel_id = ParcelId{1},
                                    .type = std::string(kPickup),
                                    .created_at = *UtcTime::parse("2026-01-01T00:00:00Z"),
                                    .status_code = "",
                                    .run_id = ""})};
        return batch;
    }

    std::optional<SqlServerDatabase> database_;
    std::optional<TcpRelay> relay_;
    SqlServerAddress address_;
    SystemClock clock_;
};

TEST_F(SqlServerOutage, TheFirstCallAfterItGoesOnWithoutARestart) {
    const auto own = engine();
    const auto store = own->parcel_store();
    ASSERT_TRUE(store->apply(one_event(1)));
    relay_->cut();
    const auto lost = store->apply(one_event(2));
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().code, ErrorCode::transient) << lost.error().message;
    const auto applied = store->apply(one_event(2));
    EXPECT_TRUE(applied) << applied.error().message;
}

TEST_F(SqlServerOutage, AServerThatNeverAnswersIsATransientErrorWithinTheTimeout) {
    const auto own = engine(std::chrono::seconds(4));
    const auto store = own->parcel_store();
    auto ping = store->ping();
    for (int again = 0; again < 10 && !ping; ++again) ping = store->ping();
    ASSERT_TRUE(ping) << ping.error().message;
    relay_->pause();
    const auto silent = store->ping();
    const auto new_session = engine(std::chrono::seconds(4))->parcel_store()->ping();
    relay_->resume();
    relay_->cut();
    ASSERT_FALSE(silent);
    EXPECT_EQ(silent.error().code, ErrorCode::transient) << silent.error().message;
    ASSERT_FALSE(new_session);
    EXPECT_EQ(new_session.error().code, ErrorCode::transient) << new_session.error().message;
    EXPECT_TRUE(store->ping());
}

TEST_F(SqlServerOutage, AWaitForALockEndsWithinTheTimeout) {
    const auto own = engine(std::chrono::seconds(4));
    const auto store = own->parcel_store();
    auto applied = store->apply(one_event(1));
    for (int again = 0; again < 10 && !applied; ++again) applied = store->apply(one_event(1));
    ASSERT_TRUE(applied) << applied.error().message;
    RawSqlServer other(database_->address());
    other.execute("BEGIN TRANSACTION; UPDATE ParcelSummary SET LatestType = N'LOCKED'");
    const auto blocked = store->apply(one_event(2));
    ASSERT_FALSE(blocked);
    if (!database_->is_babelfish()) {  // which has no number for it
        EXPECT_EQ(blocked.error().code, ErrorCode::transient) << blocked.error().message;
    }
    other.execute("ROLLBACK");
    EXPECT_TRUE(store->apply(one_event(2)));
}

TEST_F(SqlServerOutage, ARefusedLoginIsDeniedAndItsPasswordIsToldToNobody) {
    for (const char* user : {"sa", "nobody_known"}) {
        address_.user = user;
        address_.password = "wr0ng";
        const auto ping = engine()->parcel_store()->ping();
        ASSERT_FALSE(ping);
        EXPECT_EQ(ping.error().code, ErrorCode::denied) << ping.error().message;
        EXPECT_EQ(ping.error().message.find("wr0ng"), std::string::npos) << ping.error().message;
        EXPECT_EQ(ping.error().message.find('\n'), std::string::npos) << ping.error().message;
    }
}

}  // namespace
}  // namespace scan
