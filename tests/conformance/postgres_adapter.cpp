#include "adapters/postgres/postgres_engine.h"
#include "adapters/postgres/testing/postgres_database.h"
#include "adapters/postgres/testing/postgres_time.h"
#include "tests/conformance/event_queue_conformance.h"
#include "tests/conformance/sql_fixture.h"
#include "tests/conformance/store_conformance.h"

namespace scan::conformance {
namespace {

class PostgresQueueFixture final : public SqlQueueFixture {
public:
    Clock& clock() override { return time_; }
    void pass(Duration time) override { time_.advance(time); }

private:
    SqlEngine& engine() override { return *engine_; }

    PostgresDatabase database_;
    PostgresTime time_{database_.url(), database_.name()};
    std::unique_ptr<SqlEngine> engine_ =
        make_postgres_engine({.address = database_.address()}, time_);
};

class PostgresStoreFixture final : public SqlStoreFixture {
public:
    void pass(Duration time) override { time_.advance(time); }
    UtcTime now() override { return time_.utc_now(); }
    bool keeps_ticks() const override { return false; }

    std::optional<ParcelSummary> unacceptable_delta() override {
        open_parcels()->ping();
        database_.raw().execute("ALTER TABLE parcel_summary ADD CHECK (parcel_id <> 666)");
        return summarize(scan_event(66, 666, "STATUS"));
    }

private:
    SqlEngine& engine() override { return *engine_; }
    std::vector<Row> rows(const std::string& sql) override { return database_.raw().rows(sql); }

    PostgresDatabase database_;
    PostgresTime time_{database_.url(), database_.name()};
    std::unique_ptr<SqlEngine> engine_ =
        make_postgres_engine({.address = database_.address()}, time_);
};

const StoreAdapter kStore{"postgres", [] { return std::make_unique<PostgresStoreFixture>(); }};

INSTANTIATE_TEST_SUITE_P(Postgres, EventQueueConformance,
                         testing::Values(QueueAdapter{
                             "postgres", [] { return std::make_unique<PostgresQueueFixture>(); }}));
INSTANTIATE_TEST_SUITE_P(Postgres, ParcelStoreConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Postgres, CursorStoreConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Postgres, LeaseConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Postgres, StoreStatusConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Postgres, HistoryStoreConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Postgres, ActingConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Postgres, WorkerDirectoryConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Postgres, StoreFactsConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Postgres, ParcelSearchConformance, testing::Values(kStore));

}  // namespace
}  // namespace scan::conformance
