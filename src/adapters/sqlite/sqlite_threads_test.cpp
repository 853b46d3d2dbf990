#include "adapters/sql/testing/many_threads.h"
#include "adapters/sqlite/sqlite_engine.h"
#include "adapters/sqlite/testing/temporary_database.h"

namespace scan {
namespace {

// Two engines on one file, as two processes have them: within one the writers pass the gate, between them the lock of a file.
class SqliteThreads : public testing::Test {
protected:
    TemporaryDatabase database_;
    SystemClock clock_;
    std::unique_ptr<SqlEngine> one_ = make_sqlite_engine({.path = database_.path()}, clock_);
    std::unique_ptr<SqlEngine> two_ = make_sqlite_engine({.path = database_.path()}, clock_);
    ManyThreads threads_{[this](int i) -> SqlEngine& { return i % 2 == 0 ? *one_ : *two_; }};
};

TEST_F(SqliteThreads, ManyProcessorsFillOneTable) {
    threads_.fill_one_table();
    EXPECT_EQ(database_.raw().value("SELECT count(*) FROM parcel_summary "
                                    "WHERE latest_event_id = 40 AND picked_up_event_id = 1"),
              "30");
}

TEST_F(SqliteThreads, ProcessorsThatMeetAtANewParcelLoseNothing) {
    threads_.meet_at_new_parcels(100);
    EXPECT_EQ(database_.raw().value("SELECT count(*) FROM failed_event WHERE occurrences = 4"),
              "100");
}

TEST_F(SqliteThreads, EachMessageIsDeliveredToOneReceiver) {
    threads_.deliver_each_message_once();
}

TEST_F(SqliteThreads, OneWorkerAtATimeHoldsTheLease) {
    threads_.acquire_the_lease();
}

}  // namespace
}  // namespace scan
