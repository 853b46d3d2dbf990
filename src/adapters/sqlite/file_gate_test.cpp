#include "adapters/sqlite/file_gate.h"

#include <gtest/gtest.h>

#include "adapters/sqlite/sqlite_engine.h"
#include "adapters/sqlite/testing/temporary_database.h"

namespace scan {
namespace {

StoreBatch one_event() {
    StoreBatch batch;
    batch.parcels = {summarize({.event_id = EventId{1},
                                .parcel_id = ParcelId{1},
                                .type = std::string(kPickup),
                                .created_at = UtcTime(),
                                .status_code = "",
                                .run_id = ""})};
    return batch;
}

class SqliteFileGate : public testing::Test {
protected:
    std::filesystem::path gate_path() const { return database_.path().string() + "-gate"; }
    std::unique_ptr<SqlEngine> engine() {
        return make_sqlite_engine(
            {.path = database_.path(), .engine = {.timeout = std::chrono::milliseconds(100)}},
            clock_);
    }

    TemporaryDatabase database_;
    SystemClock clock_;
};

TEST_F(SqliteFileGate, LetsOneProcessInAtATime) {
    FileGate one(gate_path());
    FileGate two(gate_path());
    EXPECT_TRUE(*one.try_enter());
    EXPECT_FALSE(*two.try_enter());
    one.leave();
    EXPECT_TRUE(*two.try_enter());
    EXPECT_FALSE(*one.try_enter());
}

TEST_F(SqliteFileGate, OfAFileThatWasRemovedIsTheOneAtItsPath) {
    FileGate one(gate_path());
    ASSERT_TRUE(*one.try_enter());
    one.leave();
    std::filesystem::remove(gate_path());
    FileGate two(gate_path());
    ASSERT_TRUE(*two.try_enter());
    EXPECT_FALSE(*one.try_enter()) << "its own file is locked by nobody";
    EXPECT_FALSE(*one.try_enter());
    two.leave();
    EXPECT_TRUE(*one.try_enter());
}

TEST_F(SqliteFileGate, SaysWhyItCannotBeUsed) {
    FileGate gate(database_.folder() / "missing" / "gate");
    const auto entered = gate.try_enter();
    ASSERT_FALSE(entered);
    EXPECT_EQ(entered.error().code, ErrorCode::denied);
    EXPECT_TRUE(entered.error().message.ends_with("/missing/gate: No such file or directory"))
        << entered.error().message;
}

TEST_F(SqliteFileGate, IsPassedByEveryWriteAndMigration) {
    const auto running = engine();
    const auto store = running->parcel_store();
    ASSERT_TRUE(store->ping());

    FileGate other_process(gate_path());
    ASSERT_TRUE(*other_process.try_enter());
    const auto applied = store->apply(one_event());
    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error().code, ErrorCode::transient);
    EXPECT_TRUE(applied.error().message.ends_with("another process is still writing"))
        << applied.error().message;
    EXPECT_EQ(engine()->migrate_queue().error().code, ErrorCode::transient);
    EXPECT_TRUE(store->find(ParcelId{1})) << "a reader waits for nobody";

    other_process.leave();
    EXPECT_TRUE(store->apply(one_event()));
    EXPECT_TRUE(engine()->migrate_queue());
}

}  // namespace
}  // namespace scan
