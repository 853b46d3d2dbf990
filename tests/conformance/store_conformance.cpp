#include "tests/conformance/store_conformance.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace scan {

void PrintTo(EventId id, std::ostream* out) {
    *out << id.value;
}

void PrintTo(UtcTime time, std::ostream* out) {
    *out << time.to_string();
}

}  // namespace scan

namespace scan::conformance {

void StoreConformance::SetUp() {
    fixture_ = GetParam().make();
    if (!fixture_) GTEST_SKIP() << GetParam().name << " is not available here";
}

Tenure StoreConformance::acquire(Lease& lease) {
    const auto tenure = lease.acquire();
    if (!tenure || !*tenure) {
        ADD_FAILURE() << (tenure ? "another worker holds the lease" : tenure.error().message);
        return {};
    }
    return **tenure;
}

Cursor StoreConformance::cursor() {
    const auto cursor = fixture_->open_cursor()->read();
    if (!cursor || !*cursor) {
        ADD_FAILURE() << (cursor ? "there is no cursor" : cursor.error().message);
        return {};
    }
    return **cursor;
}

void ParcelStoreConformance::SetUp() {
    StoreConformance::SetUp();
    if (fixture_) store_ = fixture_->open_parcels();
}

void ParcelStoreConformance::apply(const StoreBatch& batch) {
    const auto applied = store_->apply(batch);
    ASSERT_TRUE(applied) << applied.error().message;
}

ParcelSummary ParcelStoreConformance::find(std::int64_t parcel_id) {
    const auto found = store_->find(ParcelId{parcel_id});
    if (!found || !*found) {
        ADD_FAILURE() << (found ? "there is no such parcel" : found.error().message);
        return {};
    }
    return **found;
}

void CursorStoreConformance::SetUp() {
    StoreConformance::SetUp();
    if (!fixture_) return;
    store_ = fixture_->open_cursor();
    lease_ = fixture_->open_lease("holder");
    tenure_ = acquire(*lease_);
}

void CursorStoreConformance::advance(std::int64_t last_event_id, std::vector<IdRange> unpaid) {
    const auto advanced = store_->advance(
        tenure_.epoch, {.last_event_id = EventId{last_event_id}, .unpaid = std::move(unpaid)});
    ASSERT_TRUE(advanced) << advanced.error().message;
    EXPECT_TRUE(*advanced);
}

void LeaseConformance::SetUp() {
    StoreConformance::SetUp();
    if (!fixture_) return;
    one_ = fixture_->open_lease("worker one");
    two_ = fixture_->open_lease("worker two");
}

StoreStatus StoreStatusConformance::status() {
    const auto status = fixture_->open_status()->read();
    if (!status) {
        ADD_FAILURE() << status.error().message;
        return {};
    }
    return *status;
}

void HistoryStoreConformance::SetUp() {
    StoreConformance::SetUp();
    if (fixture_) store_ = fixture_->open_history();
}

void HistoryStoreConformance::apply(std::int64_t event_id, std::vector<FailedEvent> failed) {
    fixture_->pass(std::chrono::minutes(1));
    const ScanEvent event = scan_event(event_id, 10, "STATUS");
    StoreBatch batch;
    batch.parcels = {summarize(event)};
    batch.applied = {event.event_id};
    batch.failed = std::move(failed);
    batch.history = {{event, "{}"}};
    const auto applied = fixture_->open_parcels()->apply(batch);
    ASSERT_TRUE(applied) << applied.error().message;
}

Forgotten HistoryStoreConformance::forget(Duration older_than, std::uint32_t rows_max) {
    const std::int64_t ticks = older_than / std::chrono::nanoseconds(100);
    const auto bound = UtcTime::from_ticks(fixture_->now().ticks() - ticks);
    const auto forgotten = store_->forget(bound.value(), rows_max);
    if (!forgotten) {
        ADD_FAILURE() << forgotten.error().message;
        return {};
    }
    return *forgotten;
}

std::vector<std::int64_t> HistoryStoreConformance::kept_ids() {
    std::vector<std::int64_t> ids;
    for (const HistoryRow& row : fixture_->history()) ids.push_back(row.event.event_id.value);
    return ids;
}

std::vector<std::string> HistoryStoreConformance::failed_bodies() {
    std::vector<std::string> bodies;
    for (const FailedEventRow& row : fixture_->failed_events()) bodies.push_back(row.event.body);
    std::ranges::sort(bodies);
    return bodies;
}

void ActingConformance::SetUp() {
    StoreConformance::SetUp();
    if (!fixture_) return;
    failed_ = fixture_->open_failed();
    audit_ = fixture_->open_audit(std::nullopt);
    gaps_ = fixture_->open_gaps();
}

void ActingConformance::apply(const StoreBatch& batch) {
    const auto applied = fixture_->open_parcels()->apply(batch);
    ASSERT_TRUE(applied) << applied.error().message;
}

void ActingConformance::fail_events(std::vector<FailedEvent> events) {
    // One by one, because a set is written in the order of its hashes.
    for (FailedEvent& event : events) {
        StoreBatch batch;
        batch.failed.push_back(std::move(event));
        apply(batch);
    }
}

void ActingConformance::apply_event(std::int64_t event_id) {
    const ScanEvent event = scan_event(event_id, 10, "STATUS");
    StoreBatch batch;
    batch.parcels = {summarize(event)};
    batch.applied = {event.event_id};
    apply(batch);
}

std::vector<FailedEventRecord> ActingConformance::listed(const FailedEventFilter& filter) {
    const auto rows = failed_->list(filter, std::numeric_limits<std::int64_t>::max(), 1000);
    if (rows) return *rows;
    ADD_FAILURE() << rows.error().message;
    return {};
}

FailedEventRecord ActingConformance::with_body(const std::string& body) {
    const auto rows = failed_->pick({}, 0, 1000);
    if (!rows) {
        ADD_FAILURE() << rows.error().message;
        return {};
    }
    for (const FailedEventRecord& row : *rows) {
        if (row.event.body == body) return row;
    }
    ADD_FAILURE() << "there is no failed event " << body;
    return {};
}

void WorkerDirectoryConformance::SetUp() {
    StoreConformance::SetUp();
    if (fixture_) workers_ = fixture_->open_workers();
}

std::vector<WorkerFacts> WorkerDirectoryConformance::read() {
    const auto read = workers_->read();
    if (!read) {
        ADD_FAILURE() << read.error().message;
        return {};
    }
    return *read;
}

StoreFacts StoreFactsConformance::facts() {
    const auto facts = fixture_->open_facts()->read();
    if (!facts) {
        ADD_FAILURE() << facts.error().message;
        return {};
    }
    return *facts;
}

void ParcelSearchConformance::SetUp() {
    StoreConformance::SetUp();
    if (fixture_) search_ = fixture_->open_search();
}

UtcTime at_second(std::int64_t second) {
    constexpr std::chrono::sys_days kBegin = std::chrono::year(2026) / 1 / 1;
    return UtcTime::from_unix(kBegin.time_since_epoch() + std::chrono::seconds(second));
}

ScanEvent scan_event(std::int64_t event_id, std::int64_t parcel_id, std::string_view type) {
    return {.event_id = EventId{event_id},
            .parcel_id = ParcelId{parcel_id},
            .type = std::string(type),
            .created_at = at_second(event_id),
            .status_code = fmt::format("status {}", event_id),
            .run_id = fmt::format("run {}", event_id)};
}

FailedEvent failed_event(std::optional<std::int64_t> event_id, std::string body) {
    FailedEvent event{.event_id = std::nullopt,
                      .parcel_id = ParcelId{7},
                      .reason = "bad timestamp",
                      .detail = "the month is 13",
                      .body = std::move(body)};
    if (event_id) event.event_id = EventId{*event_id};
    return event;
}

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ParcelStoreConformance);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(CursorStoreConformance);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(LeaseConformance);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(StoreStatusConformance);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(HistoryStoreConformance);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ActingConformance);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(WorkerDirectoryConformance);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(StoreFactsConformance);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ParcelSearchConformance);

}  // namespace scan::conformance
