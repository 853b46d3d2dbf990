#include "operations/jobs/row_comparison.h"

#include <fmt/format.h>

#include "base/require.h"

namespace scan {
namespace {

void compare_milestone(ParcelId id, std::string_view column, const std::optional<Milestone>& before,
                       const std::optional<Milestone>& after,
                       std::vector<VerifyDifference>& differences) {
    if (before == after) return;
    differences.push_back({.parcel_id = id,
                           .column = std::string(column),
                           .table = before ? fmt::format("{}", before->event_id.value) : "",
                           .feed = fmt::format("{}", after->event_id.value),
                           .is_missing = true});
}

// What merging would change.
void compare_missing(const ParcelSummary& row, const ParcelSummary& feed,
                     std::vector<VerifyDifference>& differences) {
    ParcelSummary merged = row;
    merge(merged, feed);
    if (merged.latest.event_id != row.latest.event_id) {
        differences.push_back({.parcel_id = row.parcel_id,
                               .column = "latest_event_id",
                               .table = fmt::format("{}", row.latest.event_id.value),
                               .feed = fmt::format("{}", merged.latest.event_id.value),
                               .is_missing = true});
    }
    compare_milestone(row.parcel_id, "picked_up_event_id", row.picked_up, merged.picked_up,
                      differences);
    compare_milestone(row.parcel_id, "delivered_event_id", row.delivered, merged.delivered,
                      differences);
}

void compare_text(ParcelId id, std::string_view column, const std::string& table,
                  const std::string& feed, std::vector<VerifyDifference>& differences) {
    if (table == feed) return;
    differences.push_back(
        {.parcel_id = id, .column = std::string(column), .table = table, .feed = feed});
}

}  // namespace

void RowComparison::compare(const std::optional<ParcelSummary>& row,
                            const std::vector<const ScanEvent*>& events,
                            std::vector<VerifyDifference>& differences) const {
    const std::vector<ParcelSummary> folded = fold(events);
    require(folded.size() == 1, "the events are of one parcel");
    const ParcelSummary& feed = folded.front();
    if (!row) {
        differences.push_back({.parcel_id = feed.parcel_id,
                               .column = "latest_event_id",
                               .table = "",
                               .feed = fmt::format("{}", feed.latest.event_id.value),
                               .is_missing = true});
        return;
    }
    compare_missing(*row, feed, differences);
    for (const ScanEvent* event : events) compare_same(*row, *event, differences);
}

// The columns of an event that the row holds too.
void RowComparison::compare_same(const ParcelSummary& row, const ScanEvent& event,
                                 std::vector<VerifyDifference>& differences) const {
    const ParcelId id = row.parcel_id;
    if (row.latest.event_id == event.event_id) {
        compare_text(id, "latest_type", row.latest.type, event.type, differences);
        compare_text(id, "latest_status_code", row.latest.status_code, event.status_code,
                     differences);
        compare_text(id, "latest_run_id", row.latest.run_id, event.run_id, differences);
        compare_time(id, "latest_created_date_time_utc", row.latest.created_at, event.created_at,
                     differences);
    }
    if (row.picked_up && row.picked_up->event_id == event.event_id)
        compare_time(id, "picked_up_at_utc", row.picked_up->at, event.created_at, differences);
    if (row.delivered && row.delivered->event_id == event.event_id)
        compare_time(id, "delivered_at_utc", row.delivered->at, event.created_at, differences);
}

void RowComparison::compare_time(ParcelId id, std::string_view column, UtcTime table, UtcTime feed,
                                 std::vector<VerifyDifference>& differences) const {
    if (table.ticks() / ticks_kept_ == feed.ticks() / ticks_kept_) return;
    compare_text(id, column, table.to_string(), feed.to_string(), differences);
}

}  // namespace scan
