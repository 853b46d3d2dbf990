#include <gtest/gtest.h>

#include "adapters/postgres/postgres_engine.h"
#include "adapters/postgres/testing/postgres_cluster.h"
#include "adapters/postgres/testing/raw_postgres.h"

namespace scan {
namespace {

// Short enough to be waited for.
constexpr Duration kSoon = std::chrono::seconds(1);

// A server of the test's own, to be stopped and started.
class PostgresOutage : public testing::Test {
protected:
    std::unique_ptr<SqlEngine> engine(const std::string& user = "postgres",
                                      Duration timeout = std::chrono::seconds(10)) {
        return make_postgres_engine(
            {.address = *PostgresAddress::parse(postgres_url(cluster_.folder(), "postgres", user)),
             .engine = {.timeout = timeout}},
            clock_);
    }
    RawPostgres raw() { return RawPostgres(postgres_url(cluster_.folder(), "postgres")); }

    static StoreBatch one_event(std::int64_t id) {
        StoreBatch batch;
        batch.parcels = {summarize({.event_id = EventId{id},
                                    .parcel_id = ParcelId{id},
                                    .type = std::string(kPickup),
                                    .created_at = UtcTime(),
                                    .status_code = "",
                                    .run_id = ""})};
        return batch;
    }

    // Where little time is given, a busy machine may need more than one call.
    static bool answers(ParcelStore& store) {
        constexpr int kCallsMax = 30;
        for (int i = 0; i < kCallsMax; ++i) {
            if (store.ping()) return true;
        }
        return false;
    }

    PostgresCluster cluster_;
    SystemClock clock_;
};

TEST_F(PostgresOutage, TheFirstCallAfterItGoesOnWithoutARestart) {
    const auto own = engine();
    const auto store = own->parcel_store();
    const auto queue = own->queue(3);
    ASSERT_TRUE(store->apply(one_event(1)));
    ASSERT_TRUE(queue->send(std::vector<std::string>{"before"}).front());

    cluster_.stop();
    for (int i = 0; i < 3; ++i) {
        const auto applied = store->apply(one_event(2));
        ASSERT_FALSE(applied);
        EXPECT_EQ(applied.error().code, ErrorCode::transient) << applied.error().message;
        EXPECT_EQ(queue->depth().error().code, ErrorCode::transient);
    }
    EXPECT_EQ(engine()->parcel_store()->ping().error().code, ErrorCode::transient)
        << "also where there never was a session";

    cluster_.start();
    const auto applied = store->apply(one_event(2));
    EXPECT_TRUE(applied) << applied.error().message;
    EXPECT_EQ(queue->depth()->visible, 1u);
    EXPECT_EQ(raw().value("SELECT count(*) FROM parcel_summary"), "2");
}

TEST_F(PostgresOutage, AnIdleSessionThatTheServerEndsIsRenewedQuietly) {
    const auto own = engine();
    const auto store = own->parcel_store();
    ASSERT_TRUE(store->ping());
    raw().execute(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
        "WHERE application_name = 'scan-event-worker'");
    const auto written = store->ping();
    EXPECT_TRUE(written) << written.error().message;
    raw().execute(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
        "WHERE application_name = 'scan-event-worker'");
    const auto read = store->find(ParcelId{1});
    EXPECT_TRUE(read) << read.error().message;
}

TEST_F(PostgresOutage, AServerThatNeverAnswersIsATransientErrorWithinTheTimeout) {
    const auto own = engine("postgres", kSoon);
    const auto store = own->parcel_store();
    ASSERT_TRUE(answers(*store));
    cluster_.pause();
    const auto silent = store->ping();
    cluster_.resume();
    ASSERT_FALSE(silent);
    EXPECT_EQ(silent.error().code, ErrorCode::transient) << silent.error().message;
    EXPECT_TRUE(answers(*store));
}

TEST_F(PostgresOutage, AWaitForALockEndsWithinTheTimeout) {
    const auto patient_engine = engine();
    const auto patient = patient_engine->parcel_store();
    ASSERT_TRUE(patient->apply(one_event(1)));
    const auto hasty_engine = engine("postgres", kSoon);
    const auto hasty = hasty_engine->parcel_store();
    ASSERT_TRUE(answers(*hasty));
    auto other = raw();
    other.execute("BEGIN; SELECT * FROM parcel_summary FOR UPDATE");
    StoreBatch batch = one_event(1);
    batch.parcels[0].latest.event_id = EventId{2};
    const auto blocked = hasty->apply(batch);
    ASSERT_FALSE(blocked);
    EXPECT_EQ(blocked.error().code, ErrorCode::transient) << blocked.error().message;
    other.execute("ROLLBACK");
    EXPECT_TRUE(patient->apply(batch));
}

TEST_F(PostgresOutage, ARefusedLoginIsDeniedAndItsPasswordIsToldToNobody) {
    raw().execute("CREATE ROLE with_password LOGIN PASSWORD 'right'; CREATE ROLE refused LOGIN");
    for (const char* login : {"with_password:wr0ng", "refused", "nobody_known"}) {
        const auto ping = engine(login)->parcel_store()->ping();
        ASSERT_FALSE(ping) << login;
        EXPECT_EQ(ping.error().code, ErrorCode::denied) << login << ": " << ping.error().message;
        EXPECT_EQ(ping.error().message.find("wr0ng"), std::string::npos) << ping.error().message;
        EXPECT_EQ(ping.error().message.find('\n'), std::string::npos) << ping.error().message;
    }
    raw().execute("GRANT CREATE ON SCHEMA public TO with_password");
    const auto ping = engine("with_password:right")->parcel_store()->ping();
    EXPECT_TRUE(ping) << ping.error().message;
}

TEST_F(PostgresOutage, ADatabaseThatIsReadOnlyOrMissingIsDenied) {
    raw().execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
    for (const char* name : {"latin", "missing"}) {
        const auto address = *PostgresAddress::parse(postgres_url(cluster_.folder(), name));
        const auto ping =
            make_postgres_engine({.address = address}, clock_)->parcel_store()->ping();
        ASSERT_FALSE(ping) << name;
        EXPECT_EQ(ping.error().code, ErrorCode::denied) << ping.error().message;
    }
    raw().execute("CREATE TABLE schema_version (x int); REVOKE ALL ON schema_version FROM PUBLIC");
    raw().execute("CREATE ROLE plain LOGIN");
    const auto ping = engine("plain")->parcel_store()->ping();
    ASSERT_FALSE(ping);
    EXPECT_EQ(ping.error().code, ErrorCode::denied) << ping.error().message;
}

TEST_F(PostgresOutage, TooManySessionsAreATransientError) {
    raw().execute(
        "ALTER ROLE postgres CONNECTION LIMIT 1; CREATE ROLE one LOGIN CONNECTION LIMIT 0;"
        "ALTER ROLE postgres CONNECTION LIMIT -1");
    const auto ping = engine("one")->parcel_store()->ping();
    ASSERT_FALSE(ping);
    EXPECT_EQ(ping.error().code, ErrorCode::transient) << ping.error().message;
}

}  // namespace
}  // namespace scan
