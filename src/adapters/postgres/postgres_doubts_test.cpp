#include <gtest/gtest.h>

#include "adapters/postgres/postgres_engine.h"
#include "adapters/postgres/testing/postgres_database.h"

namespace scan {
namespace {

TEST(PostgresDoubts, AreOneLineIfTheServerHasNoRoomForTheWorkersConnections) {
    PostgresDatabase database;
    SystemClock clock;
    const auto engine = make_postgres_engine({.address = database.address()}, clock);
    const auto room = engine->doubts(4);
    ASSERT_TRUE(room) << room.error().message;
    EXPECT_TRUE(room->empty());
    const auto no_room = engine->doubts(1'000);
    ASSERT_TRUE(no_room) << no_room.error().message;
    ASSERT_EQ(no_room->size(), 1u);
    EXPECT_TRUE(no_room->front().starts_with(
        "the PostgreSQL server has no room for the 1000 connections of this worker: "
        "max_connections is 300, of which 3 are reserved and "))
        << no_room->front();
}

}  // namespace
}  // namespace scan
