#include <gtest/gtest.h>

#include "adapters/sqlite/sqlite_engine.h"
#include "adapters/sqlite/testing/temporary_database.h"

namespace scan {
namespace {

TEST(SqliteQueueFault, ATriggerOfTheQueuesTableRejectsNoBody) {
    const TemporaryDatabase database;
    SystemClock clock;
    const auto engine = make_sqlite_engine({.path = database.path()}, clock);
    const auto queue = engine->queue(3);
    ASSERT_TRUE(queue->send(std::vector<std::string>{"before"}).front());
    database.raw().execute(
        "CREATE TRIGGER refuse BEFORE INSERT ON message BEGIN SELECT RAISE(ABORT, 'no'); END");
    const std::vector<std::string> bodies{"a", "b"};
    for (const auto& result : queue->send(bodies)) {
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().code, ErrorCode::denied) << result.error().message;
    }
}

}  // namespace
}  // namespace scan
