#include "tests/conformance/sql_fixture.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "adapters/sql/format/stored_text.h"

namespace scan::conformance {
namespace {

std::int64_t number(const std::optional<std::string>& column) {
    return std::strtoll(column.value_or("0").c_str(), nullptr, 10);
}

UtcTime time(const std::optional<std::string>& column) {
    return UtcTime::parse(column.value_or("")).value_or(UtcTime());
}

}  // namespace

std::vector<FailedEventRow> SqlStoreFixture::failed_events() {
    std::vector<FailedEventRow> found;
    for (const Row& row : rows("SELECT event_id, parcel_id, reason, detail, body, occurrences, "
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

std::vector<FeedGap> SqlStoreFixture::feed_gaps() {
    std::vector<FeedGap> gaps;
    for (const Row& row :
         rows("SELECT after_event_id, before_event_id, proven FROM feed_gap ORDER BY id")) {
        const bool is_proven = row[2] == "1" || row[2] == "t" || row[2] == "true";
        gaps.push_back({EventId{number(row[0])}, EventId{number(row[1])}, is_proven});
    }
    return gaps;
}

std::vector<HistoryRow> SqlStoreFixture::history() {
    std::vector<HistoryRow> kept;
    for (const Row& row : rows("SELECT event_id, parcel_id, type, created_at_utc, status_code, "
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

std::vector<CursorSetRow> SqlStoreFixture::cursor_sets() {
    std::vector<CursorSetRow> sets;
    for (const Row& row :
         rows("SELECT to_event_id, reason, changed_at_utc FROM cursor_change ORDER BY id")) {
        sets.push_back({EventId{number(row[0])}, *row[1], time(row[2])});
    }
    return sets;
}

void SqlStoreFixture::adopt(const ParcelSummary& row) {
    ASSERT_TRUE(
        open_parcels()->apply({.parcels = {row}, .applied = {}, .failed = {}, .history = {}}));
    rows(
        "UPDATE parcel_summary SET picked_up_event_id = NULL, delivered_event_id = NULL "
        "WHERE parcel_id = " +
        std::to_string(row.parcel_id.value));
}

}  // namespace scan::conformance
