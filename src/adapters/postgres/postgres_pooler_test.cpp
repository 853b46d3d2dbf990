#include <gtest/gtest.h>

#include "adapters/postgres/postgres_engine.h"
#include "adapters/postgres/testing/pgbouncer.h"
#include "adapters/postgres/testing/postgres_database.h"
#include "adapters/sql/testing/many_threads.h"

namespace scan {
namespace {

constexpr int kServerSessions = 3;

// PgBouncer in transaction pooling between the program and the database.
class PostgresPooler : public testing::Test {
protected:
    std::unique_ptr<SqlEngine> engine() {
        const auto address = PostgresAddress::parse(pooler_.url(database_.name()));
        return make_postgres_engine({.address = *address}, clock_);
    }

    PostgresDatabase database_;
    PgBouncer pooler_{PostgresCluster::shared()};
    SystemClock clock_;
    std::unique_ptr<SqlEngine> one_ = engine();
    std::unique_ptr<SqlEngine> two_ = engine();
    ManyThreads threads_{[this](int i) -> SqlEngine& { return i % 2 == 0 ? *one_ : *two_; }};
};

TEST_F(PostgresPooler, ManyProcessorsFillOneTable) {
    threads_.fill_one_table();
    EXPECT_EQ(database_.raw().value("SELECT count(*) FROM parcel_summary "
                                    "WHERE latest_event_id = 40 AND picked_up_event_id = 1"),
              "30");
}

TEST_F(PostgresPooler, EachMessageIsDeliveredToOneReceiver) {
    threads_.deliver_each_message_once();
}

TEST_F(PostgresPooler, OneWorkerAtATimeHoldsTheLease) {
    threads_.acquire_the_lease();
}

TEST_F(PostgresPooler, StatusDoubtsAndParcelsAreRead) {
    ASSERT_TRUE(one_->migrate_store());
    EXPECT_TRUE(one_->status_reader()->read());
    EXPECT_TRUE(one_->doubts(3)->empty());
    EXPECT_TRUE(one_->parcel_store()->find(ParcelId{1}));
}

TEST_F(PostgresPooler, NobodyInheritsWhatASessionWasSetTo) {
    ASSERT_TRUE(one_->parcel_store()->ping());
    ASSERT_TRUE(one_->queue(3)->send(std::vector<std::string>{"body"}).front());
    for (int i = 0; i < 2 * kServerSessions; ++i) {
        RawPostgres other(pooler_.url(database_.name()));
        EXPECT_EQ(other.value("SHOW statement_timeout"), "0");
        EXPECT_EQ(other.value("SHOW idle_in_transaction_session_timeout"), "0");
        EXPECT_EQ(other.value("SHOW enable_seqscan"), "on");
        EXPECT_EQ(other.value("SHOW client_min_messages"), "notice");
        EXPECT_EQ(other.value("SELECT count(*) FROM pg_prepared_statements"), "0");
    }
}

TEST_F(PostgresPooler, ATransactionEndsWithinTheTimeoutAllTheSame) {
    ASSERT_TRUE(one_->migrate_queue());
    database_.raw().execute(
        "CREATE TABLE witness (statement_timeout text);"
        "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " INSERT INTO witness VALUES (current_setting('statement_timeout')); RETURN NEW; END $$;"
        "CREATE TRIGGER note AFTER INSERT ON message FOR EACH ROW EXECUTE FUNCTION note()");
    ASSERT_TRUE(one_->queue(3)->send(std::vector<std::string>{"body"}).front());
    EXPECT_EQ(database_.raw().value("SELECT statement_timeout FROM witness"), "5s");
}

}  // namespace
}  // namespace scan
