#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/sql/sql_engine.h"
#include "tests/conformance/queue_fixture.h"
#include "tests/conformance/store_fixture.h"

namespace scan::conformance {

// A queue in an SQL database.
class SqlQueueFixture : public QueueFixture {
public:
    std::unique_ptr<EventQueue> open() override { return engine().queue(receive_count_max()); }
    std::unique_ptr<EventQueue> open_dead_letters() override {
        return engine().dead_letter_queue();
    }
    std::optional<std::string> refused_body() const override { return std::string("a\0b", 3); }

protected:
    virtual SqlEngine& engine() = 0;
};

// A store in an SQL database whose tables are those of SQLite's migrations.
class SqlStoreFixture : public StoreFixture {
public:
    std::unique_ptr<ParcelStore> open_parcels() override { return engine().parcel_store(); }
    std::unique_ptr<CursorStore> open_cursor() override { return engine().cursor_store(); }
    std::unique_ptr<StoreStatusReader> open_status() override { return engine().status_reader(); }
    std::unique_ptr<HistoryStore> open_history() override { return engine().history_store(); }
    std::unique_ptr<Lease> open_lease(const std::string& holder) override {
        return engine().lease(
            {.holder = holder, .duration = lease_duration(), .first_event_id = first_event_id()});
    }

    std::vector<FailedEventRow> failed_events() override;
    std::vector<FeedGap> feed_gaps() override;
    std::vector<HistoryRow> history() override;
    std::vector<CursorSetRow> cursor_sets() override;
    void adopt(const ParcelSummary& row) override;

protected:
    using Row = std::vector<std::optional<std::string>>;

    virtual SqlEngine& engine() = 0;
    // Past the program.
    virtual std::vector<Row> rows(const std::string& sql) = 0;
};

}  // namespace scan::conformance
