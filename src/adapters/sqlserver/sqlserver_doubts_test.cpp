#include <gtest/gtest.h>

#include "adapters/sqlserver/sqlserver_engine.h"
#include "adapters/sqlserver/testing/sqlserver_database.h"

namespace scan {
namespace {

TEST(SqlServerDoubts, ADatabaseThatDelaysEveryCommitIsToldAtStart) {
    if (!SqlServerDatabase::is_available()) GTEST_SKIP() << SqlServerDatabase::kMissing;
    SqlServerDatabase database;
    if (database.is_babelfish()) GTEST_SKIP() << "Babelfish delays no commit";
    SystemClock clock;
    const auto engine = make_sqlserver_engine({.address = database.address()}, clock);
    const auto before = engine->doubts(1);
    ASSERT_TRUE(before) << before.error().message;
    EXPECT_TRUE(before->empty());
    database.raw().execute("ALTER DATABASE CURRENT SET DELAYED_DURABILITY = FORCED");
    const auto doubts = engine->doubts(1);
    ASSERT_TRUE(doubts) << doubts.error().message;
    ASSERT_EQ(doubts->size(), 1u);
    EXPECT_TRUE(doubts->front().starts_with("the database has DELAYED_DURABILITY = FORCED"))
        << doubts->front();
}

}  // namespace
}  // namespace scan
