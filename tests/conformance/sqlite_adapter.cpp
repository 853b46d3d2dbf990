#include <cstdlib>

#include "adapters/sql/stored_text.h"
#include "adapters/sqlite/sqlite_engine.h"
#include "adapters/sqlite/testing/temporary_database.h"
#include "tests/conformance/event_queue_conformance.h"
#include "tests/conformance/store_conformance.h"

namespace scan::conformance {
namespace {

std::int64_t number(const std::optional<std::string>& column) {
    return std::strtoll(column.value_or("0").c_str(), nullptr, 10);
}

UtcTime time(const std::optional<std::string>& column) {
    return UtcTime::parse(column.value_or("")).value_or(UtcTime());
}

class SqliteQueueFixture final : public QueueFixture {
public:
    std::unique_ptr<EventQueue> open() override { return engine_->queue(receive_count_max()); }
    std::unique_ptr<EventQueue> open_dead_letters() override {
        return engine_->dead_letter_queue();
    }
    Clock& clock() override { return clock_; }
    void pass(Duration time) override { clock_.advance(time); }

private:
    TemporaryDatabase database_;
    ManualClock clock_;
    std::unique_ptr<SqlEngine> engine_ =
        make_sqlite_engine({.path = database_.path(), .engine = {}, .boot_id = "boot"}, clock_);
};

class SqliteStoreFixture final : public StoreFixture {
public:
    std::unique_ptr<ParcelStore> open_parcels() override { return engine_->parcel_store(); }
    std::unique_ptr<CursorStore> open_cursor() override { return engine_->cursor_store(); }
    std::unique_ptr<StoreStatusReader> open_status() override { return engine_->status_reader(); }
    std::unique_ptr<Lease> open_lease(const std::string& holder) override {
        return engine_->lease(
            {.holder = holder, .duration = lease_duration(), .first_event_id = first_event_id()});
    }
    void pass(Duration time) override { clock_.advance(time); }

    std::vector<FailedEventRow> failed_events() override {
        std::vector<FailedEventRow> found;
        for (const auto& row :
             database_.raw().rows("SELECT event_id, parcel_id, reason, detail, body, occurrences, "
                                  "resolved_at_utc FROM failed_event ORDER BY id")) {
            FailedEventRow& failed = found.emplace_back();
            if (row[0]) failed.event.event_id = EventId{number(row[0])};
            if (row[1]) failed.event.parcel_id = ParcelId{number(row[1])};
            failed.event.reason = *row[2];
            failed.event.detail = *row[3];
            failed.event.body = original_text(*row[4]);
            failed.occurrences = static_cast<std::uint64_t>(number(row[5]));
            failed.resolved = row[6].has_value();
        }
        return found;
    }
    std::vector<FeedGap> feed_gaps() override {
        std::vector<FeedGap> gaps;
        for (const auto& row : database_.raw().rows(
                 "SELECT after_event_id, before_event_id FROM feed_gap ORDER BY id")) {
            gaps.push_back({EventId{number(row[0])}, EventId{number(row[1])}});
        }
        return gaps;
    }
    std::vector<HistoryRow> history() override {
        std::vector<HistoryRow> kept;
        for (const auto& row :
             database_.raw().rows("SELECT event_id, parcel_id, type, created_at_utc, status_code, "
                                  "run_id, body FROM scan_event ORDER BY event_id")) {
            kept.push_back({.event = {.event_id = EventId{number(row[0])},
                                      .parcel_id = ParcelId{number(row[1])},
                                      .type = *row[2],
                                      .created_at = time(row[3]),
                                      .status_code = *row[4],
                                      .run_id = *row[5]},
                            .text = *row[6]});
        }
        return kept;
    }
    std::vector<CursorSetRow> cursor_sets() override {
        std::vector<CursorSetRow> sets;
        for (const auto& row : database_.raw().rows(
                 "SELECT to_event_id, reason, changed_at_utc FROM cursor_change ORDER BY id")) {
            sets.push_back({EventId{number(row[0])}, *row[1], time(row[2])});
        }
        return sets;
    }
    void adopt(const ParcelSummary& row) override {
        ASSERT_TRUE(
            open_parcels()->apply({.parcels = {row}, .applied = {}, .failed = {}, .history = {}}));
        database_.raw().execute(
            "UPDATE parcel_summary SET picked_up_event_id = NULL, delivered_event_id = NULL "
            "WHERE parcel_id = " +
            std::to_string(row.parcel_id.value));
    }
    std::optional<ParcelSummary> unacceptable_delta() override {
        open_parcels()->ping();
        database_.raw().execute(
            "CREATE TRIGGER stand_in_the_way BEFORE INSERT ON parcel_summary "
            "WHEN NEW.parcel_id = 666 BEGIN SELECT raise(ABORT, 'not this one'); END");
        return summarize(scan_event(66, 666, "STATUS"));
    }

private:
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

}  // namespace
}  // namespace scan::conformance
