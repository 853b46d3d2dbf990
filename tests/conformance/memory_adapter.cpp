#include "adapters/memory/memory_audit_log.h"
#include "adapters/memory/memory_cursor_marks.h"
#include "adapters/memory/memory_cursor_store.h"
#include "adapters/memory/memory_failed_events.h"
#include "adapters/memory/memory_feed_gaps.h"
#include "adapters/memory/memory_history_store.h"
#include "adapters/memory/memory_job_board.h"
#include "adapters/memory/memory_lease.h"
#include "adapters/memory/memory_parcel_eraser.h"
#include "adapters/memory/memory_parcel_mender.h"
#include "adapters/memory/memory_parcel_search.h"
#include "adapters/memory/memory_parcel_store.h"
#include "adapters/memory/memory_pause_switch.h"
#include "adapters/memory/memory_queue.h"
#include "adapters/memory/memory_store_facts.h"
#include "adapters/memory/memory_store_status.h"
#include "adapters/memory/memory_trial_store.h"
#include "adapters/memory/memory_worker_directory.h"
#include "operations/acting/send_then_mark.h"
#include "tests/conformance/event_queue_conformance.h"
#include "tests/conformance/store_conformance.h"

namespace scan::conformance {
namespace {

class MemoryQueueFixture final : public QueueFixture {
public:
    explicit MemoryQueueFixture(std::optional<std::uint64_t> disorder_seed)
        : state_(clock_, {.receive_count_max = 3, .disorder_seed = disorder_seed}) {}

    std::unique_ptr<EventQueue> open() override { return std::make_unique<MemoryQueue>(state_); }
    std::unique_ptr<EventQueue> open_dead_letters() override {
        return std::make_unique<MemoryQueue>(state_.dead_letters());
    }
    Clock& clock() override { return clock_; }
    void pass(Duration time) override { clock_.advance(time); }
    std::optional<std::string> refused_body() const override { return "no XML: \x01"; }

private:
    ManualClock clock_;
    MemoryQueueState state_;
};

class MemoryStoreFixture final : public StoreFixture {
public:
    std::unique_ptr<ParcelStore> open_parcels() override {
        return std::make_unique<MemoryParcelStore>(state_);
    }
    std::unique_ptr<CursorStore> open_cursor() override {
        return std::make_unique<MemoryCursorStore>(state_);
    }
    std::unique_ptr<StoreStatusReader> open_status() override {
        return std::make_unique<MemoryStoreStatus>(state_);
    }
    std::unique_ptr<HistoryStore> open_history() override {
        return std::make_unique<MemoryHistoryStore>(state_);
    }
    std::unique_ptr<FailedEvents> open_failed() override {
        return std::make_unique<MemoryFailedEvents>(state_);
    }
    std::unique_ptr<FeedGaps> open_gaps() override {
        return std::make_unique<MemoryFeedGaps>(state_);
    }
    std::unique_ptr<TrialStore> open_trial() override {
        return std::make_unique<MemoryTrialStore>(state_);
    }
    std::unique_ptr<EventQueue> open_queue() override {
        return std::make_unique<MemoryQueue>(queue_state_);
    }
    std::unique_ptr<EventQueue> open_dead_letters() override {
        return std::make_unique<MemoryQueue>(queue_state_.dead_letters());
    }
    std::unique_ptr<FailedEventOutlet> open_outlet() override {
        return std::make_unique<SendThenMark>(queue_, failed_);
    }
    std::unique_ptr<ParcelEraser> open_eraser() override {
        return std::make_unique<MemoryParcelEraser>(state_);
    }
    std::unique_ptr<ParcelMender> open_mender() override {
        return std::make_unique<MemoryParcelMender>(state_);
    }
    std::unique_ptr<CursorMarks> open_marks() override {
        return std::make_unique<MemoryCursorMarks>(state_);
    }
    std::unique_ptr<JobBoard> open_jobs() override {
        return std::make_unique<MemoryJobBoard>(state_);
    }
    std::unique_ptr<PauseSwitch> open_pauses() override {
        return std::make_unique<MemoryPauseSwitch>(state_);
    }
    std::unique_ptr<AuditLog> open_audit(std::optional<Duration> keep) override {
        return std::make_unique<MemoryAuditLog>(state_, keep);
    }
    std::unique_ptr<WorkerDirectory> open_workers() override {
        return std::make_unique<MemoryWorkerDirectory>(state_);
    }
    std::unique_ptr<ParcelSearch> open_search() override {
        return std::make_unique<MemoryParcelSearch>(state_);
    }
    std::unique_ptr<StoreFactsReader> open_facts() override {
        return std::make_unique<MemoryStoreFacts>(state_);
    }

    std::unique_ptr<Lease> open_lease(const std::string& holder, IsHolderGone is_gone) override {
        return std::make_unique<MemoryLease>(state_,
                                             MemoryLeaseSettings{.holder = holder,
                                                                 .duration = lease_duration(),
                                                                 .first_event_id = first_event_id(),
                                                                 .is_gone = std::move(is_gone)});
    }
    void pass(Duration time) override { clock_.advance(time); }
    UtcTime now() override { return clock_.utc_now(); }

    std::vector<FailedEventRow> failed_events() override {
        std::vector<FailedEventRow> rows;
        for (const auto& [body, failed] : state_.tables().failed_events) {
            rows.push_back({failed.event, failed.occurrences, failed.resolved_at.has_value()});
        }
        return rows;
    }
    std::vector<FeedGap> feed_gaps() override {
        std::vector<FeedGap> rows;
        for (const auto& gap : state_.tables().feed_gaps) rows.push_back(gap.gap);
        return rows;
    }
    std::vector<HistoryRow> history() override {
        std::vector<HistoryRow> rows;
        for (const auto& [id, kept] : state_.tables().history)
            rows.push_back({kept.event, kept.text});
        return rows;
    }
    std::vector<CursorSetRow> cursor_sets() override {
        std::vector<CursorSetRow> rows;
        for (const auto& set : state_.tables().cursor_sets) {
            rows.push_back({set.to, set.reason, set.set_at});
        }
        return rows;
    }
    void adopt(const ParcelSummary& row) override {
        MemoryTables tables = state_.tables();
        tables.parcels.insert_or_assign(row.parcel_id, row);
        state_.restore(tables);
    }
    std::optional<ParcelSummary> unacceptable_delta() override {
        const ParcelSummary delta = summarize(scan_event(66, 666, "STATUS"));
        state_.reject_parcel(delta.parcel_id);
        return delta;
    }

private:
    ManualClock clock_;
    MemoryStoreState state_{clock_};
    MemoryQueueState queue_state_{clock_, {}};
    MemoryQueue queue_{queue_state_};
    MemoryFailedEvents failed_{state_};
};

const StoreAdapter kStore{"memory", [] { return std::make_unique<MemoryStoreFixture>(); }};

INSTANTIATE_TEST_SUITE_P(
    Memory, EventQueueConformance,
    testing::Values(QueueAdapter{"memory",
                                 [] { return std::make_unique<MemoryQueueFixture>(std::nullopt); }},
                    QueueAdapter{"memory_in_disorder",
                                 [] { return std::make_unique<MemoryQueueFixture>(7); }}));
INSTANTIATE_TEST_SUITE_P(Memory, ParcelStoreConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Memory, CursorStoreConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Memory, LeaseConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Memory, StoreStatusConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Memory, HistoryStoreConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Memory, ActingConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Memory, WorkerDirectoryConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Memory, StoreFactsConformance, testing::Values(kStore));
INSTANTIATE_TEST_SUITE_P(Memory, ParcelSearchConformance, testing::Values(kStore));

}  // namespace
}  // namespace scan::conformance
