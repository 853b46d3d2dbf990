#include <gtest/gtest.h>

#include "adapters/postgres/postgres_engine.h"
#include "adapters/postgres/testing/postgres_cluster.h"
#include "adapters/postgres/testing/raw_postgres.h"

namespace scan {
namespace {

// Two servers with the same tables, of which one is the primary. The test plays the part of the replication, which brings no rows.
class PostgresFailover : public testing::Test {
protected:
    PostgresFailover() {
        for (const PostgresCluster* cluster : {&left_, &right_}) {
            const auto address =
                PostgresAddress::parse(postgres_url(cluster->folder(), "postgres"));
            EXPECT_TRUE(make_postgres_engine({.address = *address}, clock_)->migrate_store());
        }
    }

    std::unique_ptr<SqlEngine> engine_of_both() {
        const auto address = PostgresAddress::parse(
            "postgresql://postgres@/postgres?host=" + left_.folder().string() + "," +
            right_.folder().string() + "&port=5432,5432");
        return make_postgres_engine({.address = *address}, clock_);
    }

    PostgresCluster left_;
    PostgresCluster right_;
    SystemClock clock_;
};

TEST_F(PostgresFailover, AStandbyThatIsNamedFirstIsPassedOver) {
    left_.become_standby();
    const auto ping = engine_of_both()->parcel_store()->ping();
    EXPECT_TRUE(ping) << ping.error().message;
}

TEST_F(PostgresFailover, AStoreThatBecomesAStandbyIsATransientErrorUntilAnotherHostIsPromoted) {
    left_.become_standby();
    const auto engine = engine_of_both();
    const auto store = engine->parcel_store();
    ASSERT_TRUE(store->ping());

    right_.become_standby();
    for (int i = 0; i < 3; ++i) {
        const auto ping = store->ping();
        ASSERT_FALSE(ping);
        EXPECT_EQ(ping.error().code, ErrorCode::transient) << ping.error().message;
    }
    RawPostgres(postgres_url(left_.folder(), "postgres")).execute("SELECT pg_promote()");
    const auto ping = store->ping();
    EXPECT_TRUE(ping) << ping.error().message;
}

TEST_F(PostgresFailover, AnOnlyServerThatIsAStandbyIsWaitedFor) {
    left_.become_standby();
    const auto address = PostgresAddress::parse(postgres_url(left_.folder(), "postgres"));
    const auto engine = make_postgres_engine({.address = *address}, clock_);
    const auto store = engine->parcel_store();
    const auto ping = store->ping();
    ASSERT_FALSE(ping);
    EXPECT_EQ(ping.error().code, ErrorCode::transient) << ping.error().message;
    EXPECT_TRUE(engine->status_reader()->read()) << "to look is allowed";
    RawPostgres(postgres_url(left_.folder(), "postgres")).execute("SELECT pg_promote()");
    EXPECT_TRUE(store->ping());
}

}  // namespace
}  // namespace scan
