#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "tests/conformance/store_fixture.h"

namespace scan::conformance {

// What the suites of the store's ports share.
class StoreConformance : public testing::TestWithParam<StoreAdapter> {
protected:
    void SetUp() override;

    // Takes the lease, which must be free.
    Tenure acquire(Lease& lease);

    // The cursor, which must be there.
    Cursor cursor();

    std::unique_ptr<StoreFixture> fixture_;
};

// What pipeline/parcel_store.h promises, for every adapter.
class ParcelStoreConformance : public StoreConformance {
protected:
    void SetUp() override;

    void apply(const StoreBatch& batch);
    ParcelSummary find(std::int64_t parcel_id);

    std::unique_ptr<ParcelStore> store_;
};

// What pipeline/cursor_store.h promises, for every adapter. `lease_` is taken, its tenure in `tenure_`.
class CursorStoreConformance : public StoreConformance {
protected:
    void SetUp() override;

    void advance(std::int64_t last_event_id, std::vector<IdRange> unpaid = {});

    std::unique_ptr<CursorStore> store_;
    std::unique_ptr<Lease> lease_;
    Tenure tenure_;
};

// What pipeline/lease.h promises, for every adapter.
class LeaseConformance : public StoreConformance {
protected:
    void SetUp() override;

    std::unique_ptr<Lease> one_;  // two workers
    std::unique_ptr<Lease> two_;
};

// What pipeline/store_status.h promises, for every adapter.
class StoreStatusConformance : public StoreConformance {
protected:
    StoreStatus status();
};

// What pipeline/history_store.h promises, for every adapter.
class HistoryStoreConformance : public StoreConformance {
protected:
    void SetUp() override;

    // A minute later than all before it: the raw event is kept, the failed events are stored, what waits for the event is resolved.
    void apply(std::int64_t event_id, std::vector<FailedEvent> failed = {});
    Forgotten forget(Duration older_than, std::uint32_t rows_max = 100);

    std::vector<std::int64_t> kept_ids();
    std::vector<std::string> failed_bodies();  // sorted

    std::unique_ptr<HistoryStore> store_;
};

// What the ports of operations/ promise of the rows that people act on, for every adapter.
class ActingConformance : public StoreConformance {
protected:
    void SetUp() override;

    // In one transaction; the failed events get ids in their order.
    void apply(const StoreBatch& batch);
    void fail_events(std::vector<FailedEvent> events);
    void apply_event(std::int64_t event_id);

    std::vector<FailedEventRecord> listed(const FailedEventFilter& filter = {});
    // The one with this body, which must be there.
    FailedEventRecord with_body(const std::string& body);

    std::unique_ptr<FailedEvents> failed_;
    std::unique_ptr<AuditLog> audit_;
    std::unique_ptr<FeedGaps> gaps_;
};

// What operations/conditions/worker_directory.h promises, for every adapter.
class WorkerDirectoryConformance : public StoreConformance {
protected:
    void SetUp() override;

    std::vector<WorkerFacts> read();

    std::unique_ptr<WorkerDirectory> workers_;
};

// What operations/conditions/store_facts_reader.h promises, for every adapter.
class StoreFactsConformance : public StoreConformance {
protected:
    StoreFacts facts();
};

// What operations/ports/parcel_search.h promises, for every adapter.
class ParcelSearchConformance : public StoreConformance {
protected:
    void SetUp() override;

    std::unique_ptr<ParcelSearch> search_;
};

// A time of 2026 that every store keeps.
UtcTime at_second(std::int64_t second);

ScanEvent scan_event(std::int64_t event_id, std::int64_t parcel_id, std::string_view type);

FailedEvent failed_event(std::optional<std::int64_t> event_id, std::string body);

}  // namespace scan::conformance
