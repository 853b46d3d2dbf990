#include <algorithm>

#include "tests/conformance/store_conformance.h"

namespace scan::conformance {
namespace {

StoreBatch failing(std::vector<FailedEvent> events) {
    StoreBatch batch;
    batch.failed = std::move(events);
    return batch;
}

StoreBatch applying(std::int64_t event_id) {
    const ScanEvent event = scan_event(event_id, 10, "STATUS");
    StoreBatch batch;
    batch.parcels = {summarize(event)};
    batch.applied = {event.event_id};
    return batch;
}

FailedEventRow row_of(const std::vector<FailedEventRow>& rows, const FailedEvent& event) {
    const auto row =
        std::ranges::find(rows, event.body, [](const auto& r) { return r.event.body; });
    if (row != rows.end()) return *row;
    ADD_FAILURE() << "there is no failed event " << event.body;
    return {};
}

TEST_P(ParcelStoreConformance, KeepsAFailedEventWithItsText) {
    const bool any = fixture_->keeps_any_text();
    const FailedEvent full = failed_event(
        5, any ? R"({"EventId":5,"x":"O'Brien \u0000 東京 \\"})" : "{EventId:5,x:O'Brien 東京}");
    FailedEvent bare =
        failed_event(std::nullopt, any ? "no page: ' \" \\ \n\t;--" : "no page: ' ;--");
    bare.parcel_id.reset();
    bare.detail.clear();
    const FailedEvent large = failed_event(6, std::string(any ? 300 * 1024 : 4000, 'x'));
    apply(failing({full, bare, large}));

    const auto rows = fixture_->failed_events();
    ASSERT_EQ(rows.size(), 3u);
    for (const FailedEvent& event : {full, bare, large}) {
        const FailedEventRow row = row_of(rows, event);
        EXPECT_EQ(row.event, event);
        EXPECT_EQ(row.occurrences, 1u);
        EXPECT_FALSE(row.resolved);
    }
}

TEST_P(ParcelStoreConformance, KeepsBytesOfAFailedEventThatAreNoText) {
    if (!fixture_->keeps_any_bytes()) GTEST_SKIP() << "this store keeps UTF-8 without NUL";
    const FailedEvent bytes =
        failed_event(std::nullopt, std::string("\xFF\xFE no UTF-8 \x01\x00 end", 19));
    apply(failing({bytes}));
    const auto rows = fixture_->failed_events();
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].event, bytes);
}

TEST_P(ParcelStoreConformance, CountsAFailedEventThatOccursAgain) {
    const FailedEvent event = failed_event(5, "{5}");
    apply(failing({event}));
    apply(failing({event, event}));
    const auto rows = fixture_->failed_events();
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].event, event);
    EXPECT_EQ(rows[0].occurrences, 3u);
}

TEST_P(ParcelStoreConformance, TellsFailedEventsApartByTheirBodies) {
    apply(failing({failed_event(5, "{5}"), failed_event(5, "{5} "),
                   failed_event(std::nullopt, "{}"), failed_event(std::nullopt, "{ }")}));
    const auto rows = fixture_->failed_events();
    EXPECT_EQ(rows.size(), 4u);
    for (const auto& row : rows) EXPECT_EQ(row.occurrences, 1u) << row.event.body;
}

TEST_P(ParcelStoreConformance, ApplyingTheEventResolvesItsFailure) {
    const FailedEvent mended = failed_event(5, "{5}");
    const FailedEvent mended_too = failed_event(5, "{5 otherwise}");
    const FailedEvent other = failed_event(6, "{6}");
    const FailedEvent without_id = failed_event(std::nullopt, "{}");
    apply(failing({mended, mended_too, other, without_id}));
    apply(applying(5));
    const auto rows = fixture_->failed_events();
    EXPECT_TRUE(row_of(rows, mended).resolved);
    EXPECT_TRUE(row_of(rows, mended_too).resolved);
    EXPECT_FALSE(row_of(rows, other).resolved);
    EXPECT_FALSE(row_of(rows, without_id).resolved);
}

TEST_P(ParcelStoreConformance, AFailureInTheBatchThatAppliesItsEventIsResolved) {
    StoreBatch batch = applying(5);
    batch.failed = {failed_event(5, "{5}")};
    apply(batch);
    EXPECT_TRUE(row_of(fixture_->failed_events(), batch.failed[0]).resolved);
}

TEST_P(ParcelStoreConformance, AResolvedFailureStaysResolvedWhenItOccursAgain) {
    const FailedEvent event = failed_event(5, "{5}");
    apply(failing({event}));
    apply(applying(5));
    apply(failing({event}));
    const FailedEventRow row = row_of(fixture_->failed_events(), event);
    EXPECT_TRUE(row.resolved);
    EXPECT_EQ(row.occurrences, 2u);
}

TEST_P(ParcelStoreConformance, KeepsHistoryOnceAnEvent) {
    const ScanEvent event = scan_event(5, 10, "PICKUP");
    ScanEvent other = event;
    other.status_code = "other";
    StoreBatch batch;
    batch.history = {{event, fixture_->keeps_any_text()
                                 ? R"({"EventId":5, "Device":{"DeviceId":103}, "x":"東京 O'Brien"})"
                                 : "{EventId:5, x:東京 O'Brien}"}};
    apply(batch);
    const std::string kept(batch.history[0].text);
    batch.history = {{scan_event(4, 10, "STATUS"), "{4}"}, {other, "other text"}};
    apply(batch);

    auto rows = fixture_->history();
    ASSERT_EQ(rows.size(), 2u);
    std::ranges::sort(rows, {}, [](const HistoryRow& row) { return row.event.event_id; });
    EXPECT_EQ(rows[0].event, scan_event(4, 10, "STATUS"));
    EXPECT_EQ(rows[0].text, "{4}");
    EXPECT_EQ(rows[1].event, event);
    EXPECT_EQ(rows[1].text, kept);
}

TEST_P(ParcelStoreConformance, KeepsNoHistoryUnasked) {
    apply(applying(5));
    EXPECT_TRUE(fixture_->history().empty());
}

}  // namespace
}  // namespace scan::conformance
