#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/sql/operations/sql_operations.h"
#include "adapters/sql/operations/sql_parcel_search.h"
#include "adapters/sql/operations/sql_store_facts.h"
#include "adapters/sql/operations/sql_worker_directory.h"
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
    std::unique_ptr<FailedEvents> open_failed() override { return sql_failed_events(engine()); }
    std::unique_ptr<FeedGaps> open_gaps() override { return sql_feed_gaps(engine()); }
    std::unique_ptr<TrialStore> open_trial() override { return sql_trial_store(engine()); }
    std::unique_ptr<EventQueue> open_queue() override { return engine().queue(3); }
    std::unique_ptr<EventQueue> open_dead_letters() override {
        return engine().dead_letter_queue();
    }
    std::unique_ptr<FailedEventOutlet> open_outlet() override {
        return sql_failed_event_outlet(engine());
    }
    std::unique_ptr<ParcelEraser> open_eraser() override { return sql_parcel_eraser(engine()); }
    std::unique_ptr<ParcelMender> open_mender() override { return sql_parcel_mender(engine()); }
    std::unique_ptr<CursorMarks> open_marks() override { return sql_cursor_marks(engine()); }
    std::unique_ptr<JobBoard> open_jobs() override { return sql_job_board(engine()); }
    std::unique_ptr<PauseSwitch> open_pauses() override { return sql_pause_switch(engine()); }
    std::unique_ptr<AuditLog> open_audit(std::optional<Duration> keep) override {
        return sql_audit_log(engine(), keep);
    }
    std::unique_ptr<WorkerDirectory> open_workers() override {
        return std::make_unique<SqlWorkerDirectory>(engine().access());
    }
    std::unique_ptr<ParcelSearch> open_search() override {
        return std::make_unique<SqlParcelSearch>(engine().access());
    }
    std::unique_ptr<StoreFactsReader> open_facts() override {
        return std::make_unique<SqlStoreFacts>(engine().access());
    }
    std::unique_ptr<Lease> open_lease(const std::string& holder, IsHolderGone is_gone) override {
        return engine().lease({.holder = holder,
                               .duration = lease_duration(),
                               .first_event_id = first_event_id(),
                               .is_gone = std::move(is_gone)});
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
