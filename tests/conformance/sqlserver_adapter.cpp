#include <algorithm>

#include "adapters/sqlserver/sqlserver_engine.h"
#include "adapters/sqlserver/testing/sqlserver_database.h"
#include "adapters/sqlserver/testing/sqlserver_time.h"
#include "tests/conformance/event_queue_conformance.h"
#include "tests/conformance/sql_fixture.h"
#include "tests/conformance/store_conformance.h"

namespace scan::conformance {
namespace {

class SqlServerQueueFixture final : public SqlQueueFixture {
public:
    Clock& clock() override { return time_; }
    bool time_is_exact() const override { return false; }
    void pass(Duration time) override { time_.advance(time); }
    bool takes_any_text() const override { return !database_.is_babelfish(); }

private:
    SqlEngine& engine() override { return *engine_; }

    SqlServerDatabase database_;
    SqlServerTime time_{database_.address()};
    std::unique_ptr<SqlEngine> engine_ =
        make_sqlserver_engine({.address = database_.address()}, time_);
};

// "2026-01-01 00:01:07.1234567 +00:00" as UtcTime reads it; other text stays.
std::string without_blanks_of_a_time(std::string text) {
    constexpr std::string_view kZone = " +00:00";
    if (!text.ends_with(kZone) || text.size() < 26 || text[10] != ' ') return text;
    text.erase(text.size() - kZone.size(), 1);
    text[10] = 'T';
    return text;
}

class SqlServerStoreFixture final : public SqlStoreFixture {
public:
    void pass(Duration time) override { time_.advance(time); }
    UtcTime now() override { return time_.utc_now(); }

    bool keeps_ticks() const override { return !database_.is_babelfish(); }
    bool keeps_any_text() const override { return !database_.is_babelfish(); }

    std::optional<ParcelSummary> unacceptable_delta() override {
        open_parcels()->ping();
        database_.raw().execute("ALTER TABLE ParcelSummary ADD CHECK (ParcelId <> 666)");
        return summarize(scan_event(66, 666, "STATUS"));
    }

private:
    SqlEngine& engine() override { return *engine_; }

    // The names differ from SQLite's in underscores and case, and case plays no part.
    std::vector<Row> rows(const std::string& sql) override {
        std::string own = sql;
        std::erase(own, '_');
        auto rows = database_.raw().rows(own);
        for (Row& row : rows) {
            for (auto& column : row) {
                if (column) column = without_blanks_of_a_time(std::move(*column));
            }
        }
        return rows;
    }

    SqlServerDatabase database_;
    SqlServerTime time_{database_.address()};
    std::unique_ptr<SqlEngine> engine_ =
        make_sqlserver_engine({.address = database_.address()}, time_);
};

template <class Fixture>
std::unique_ptr<Fixture> make() {
    return SqlServerDatabase::is_available() ? std::make_unique<Fixture>() : nullptr;
}

const StoreAdapter kStore{"sqlserver", [] { return make<SqlServerStoreFixture>(); }};

INSTANTIATE_TEST_SUITE_P(SqlServer, EventQueueConformance,
                         testing::Values(QueueAdapter{
                             "sqlserver", [] { return make<SqlServerQueueFixture>(); }}));
INSTANTIATE_TEST_SUITE_P(SqlServer, ParcelStoreConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(SqlServer, CursorStoreConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(SqlServer, LeaseConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(SqlServer, StoreStatusConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(SqlServer, HistoryStoreConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(SqlServer, ActingConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(SqlServer, WorkerDirectoryConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(SqlServer, StoreFactsConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(SqlServer, ParcelSearchConformance, testing::Values(kStore));

}  // namespace
}  // namespace scan::conformance
