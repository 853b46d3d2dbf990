#include "adapters/sql/testing/many_threads.h"
#include "adapters/sqlserver/sqlserver_engine.h"
#include "adapters/sqlserver/testing/sqlserver_database.h"

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

TEST_F(SqlServerThreads, EachMessageIsDeliveredToOneReceiver) {
    threads_.deliver_each_message_once();
}

TEST_F(SqlServerThreads, OneWorkerAtATimeHoldsTheLease) {
    threads_.acquire_the_lease();
}

}  // namespace
}  // namespace scan
