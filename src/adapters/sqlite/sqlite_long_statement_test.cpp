#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "adapters/sqlite/sqlite_engine.h"
#include "adapters/sqlite/testing/temporary_database.h"

namespace scan {
namespace {

// A table whose rows never get in.
class SqliteLongStatement : public testing::Test {
protected:
    std::unique_ptr<SqlEngine> engine(Duration timeout) {
        auto made =
            make_sqlite_engine({.path = database_.path(), .engine = {.timeout = timeout}}, clock_);
        EXPECT_TRUE(made->migrate_store());
        database_.raw().execute(
            "CREATE VIEW endless AS WITH RECURSIVE number(n) AS "
            "(SELECT 1 UNION ALL SELECT n + 1 FROM number) SELECT n FROM number;"
            "CREATE TRIGGER slow BEFORE INSERT ON parcel_summary BEGIN "
            "SELECT RAISE(ABORT, 'never') FROM endless WHERE n < 0; END");
        return made;
    }

    static Result<> apply(SqlEngine& engine) {
        StoreBatch batch;
        batch.parcels = {summarize({.event_id = EventId{1},
                                    .parcel_id = ParcelId{1},
                                    .type = std::string(kPickup),
                                    .created_at = UtcTime(),
                                    .status_code = "",
                                    .run_id = ""})};
        return engine.parcel_store()->apply(batch);
    }

    TemporaryDatabase database_;
    SystemClock clock_;
};

TEST_F(SqliteLongStatement, EndsWithinTheTimeout) {
    const auto own = engine(std::chrono::milliseconds(200));
    const auto applied = apply(*own);
    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error().code, ErrorCode::transient) << applied.error().message;
}

TEST_F(SqliteLongStatement, EndsWhenCallsAreCut) {
    const auto own = engine(std::chrono::hours(1));
    std::atomic<bool> has_ended = false;
    std::jthread worker([&] {
        const auto applied = apply(*own);
        EXPECT_FALSE(applied);
        EXPECT_EQ(applied.error().code, ErrorCode::transient) << applied.error().message;
        has_ended = true;
    });
    // It may not have begun yet.
    while (!has_ended) {
        own->cut_calls();
        std::this_thread::yield();
    }
}

}  // namespace
}  // namespace scan
