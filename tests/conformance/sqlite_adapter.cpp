#include "adapters/sqlite/sqlite_engine.h"
#include "adapters/sqlite/testing/temporary_database.h"
#include "tests/conformance/event_queue_conformance.h"
#include "tests/conformance/sql_fixture.h"
#include "tests/conformance/store_conformance.h"

namespace scan::conformance {
namespace {

class SqliteQueueFixture final : public SqlQueueFixture {
public:
    Clock& clock() override { return clock_; }
    void pass(Duration time) override { clock_.advance(time); }

private:
    SqlEngine& engine() override { return *engine_; }

    TemporaryDatabase database_;
    ManualClock clock_;
    std::unique_ptr<SqlEngine> engine_ =
        make_sqlite_engine({.path = database_.path(), .engine = {}, .boot_id = "boot"}, clock_);
};

class SqliteStoreFixture final : public SqlStoreFixture {
public:
    void pass(Duration time) override { clock_.advance(time); }
    UtcTime now() override { return clock_.utc_now(); }

    std::optional<ParcelSummary> unacceptable_delta() override {
        open_parcels()->ping();
        database_.raw().execute(
            "CREATE TRIGGER stand_in_the_way BEFORE INSERT ON parcel_summary "
            "WHEN NEW.parcel_id = 666 BEGIN SELECT raise(ABORT, 'not this one'); END");
        return summarize(scan_event(66, 666, "STATUS"));
    }

private:
    SqlEngine& engine() override { return *engine_; }
    std::vector<Row> rows(const std::string& sql) override { return database_.raw().rows(sql); }

    TemporaryDatabase database_;
    ManualClock clock_;
    std::unique_ptr<SqlEngine> engine_ =
        make_sqlite_engine({.path = database_.path(), .engine = {}, .boot_id = "boot"}, clock_);
};

const StoreAdapter kStore{"sqlite", [] { return std::make_unique<SqliteStoreFixture>(); }};

INSTANTIATE_TEST_SUITE_P(Sqlite, EventQueueConformance,
                         testing::Values(QueueAdapter{
                             "sqlite", [] { return std::make_unique<SqliteQueueFixture>(); }}));
INSTANTIATE_TEST_SUITE_P(Sqlite, ParcelStoreConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Sqlite, CursorStoreConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Sqlite, LeaseConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Sqlite, StoreStatusConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Sqlite, HistoryStoreConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Sqlite, ActingConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Sqlite, WorkerDirectoryConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Sqlite, StoreFactsConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Sqlite, ParcelSearchConformance, testing::Values(kStore));

}  // namespace
}  // namespace scan::conformance
