#include "adapters/postgres/postgres_engine.h"
#include "adapters/postgres/testing/postgres_database.h"
#include "adapters/sql/testing/many_threads.h"

namespace scan {
namespace {

// Two engines on one database, as two processes have them.
class PostgresThreads : public testing::Test {
protected:
    PostgresDatabase database_;
    SystemClock clock_;
    std::unique_ptr<SqlEngine> one_ =
        make_postgres_engine({.address = database_.address()}, clock_);
    std::unique_ptr<SqlEngine> two_ =
        make_postgres_engine({.address = database_.address()}, clock_);
    ManyThreads threads_{[this](int i) -> SqlEngine& { return i % 2 == 0 ? *one_ : *two_; }};
};

TEST_F(PostgresThreads, ManyProcessorsFillOneTable) {
    threads_.fill_one_table();
    EXPECT_EQ(database_.raw().value("SELECT count(*) FROM parcel_summary "
                                    "WHERE latest_event_id = 40 AND picked_up_event_id = 1"),
              "30");
}

TEST_F(PostgresThreads, ProcessorsThatMeetAtANewParcelLoseNothing) {
    threads_.meet_at_new_parcels(100);
    EXPECT_EQ(database_.raw().value("SELECT count(*) FROM failed_event WHERE occurrences = 4"),
              "100");
}

TEST_F(PostgresThreads, EachMessageIsDeliveredToOneReceiver) {
    threads_.deliver_each_message_once();
}

TEST_F(PostgresThreads, OneWorkerAtATimeHoldsTheLease) {
    threads_.acquire_the_lease();
}

}  // namespace
}  // namespace scan
