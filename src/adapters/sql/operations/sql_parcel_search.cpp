#include "adapters/sql/operations/sql_parcel_search.h"

#include "adapters/sql/format/stored_text.h"

namespace scan {
namespace {

std::vector<ParcelSummary> summaries(std::vector<SummaryRow> rows) {
    std::vector<ParcelSummary> parcels;
    parcels.reserve(rows.size());
    for (SummaryRow& row : rows) parcels.push_back(summary_of(std::move(row)));
    return parcels;
}

}  // namespace

SqlParcelSearch::SqlParcelSearch(const SqlAccess& access)
    : connection_(access.database, access.store, Role::control),
      by_id_(connection_, "list_parcels", {"after", "rows_max"}),
      not_delivered_(connection_, "list_not_delivered",
                     {"before", "picked_up_at", "after", "rows_max"}),
      history_(connection_, "list_parcel_events", {"parcel_id", "rows_max"}) {}

Result<std::vector<ParcelSummary>> SqlParcelSearch::by_id(ParcelId after, std::uint32_t rows_max) {
    return connection_.read([&] { return summaries(by_id_.all(after, rows_max)); });
}

Result<std::vector<ParcelSummary>> SqlParcelSearch::not_delivered(UtcTime before,
                                                                  const Waiting& after,
                                                                  std::uint32_t rows_max) {
    return connection_.read([&] {
        return summaries(not_delivered_.all(before, after.picked_up_at, after.parcel_id, rows_max));
    });
}

Result<std::vector<ParcelEvent>> SqlParcelSearch::history(ParcelId parcel_id,
                                                          std::uint32_t rows_max) {
    return connection_.read([&] {
        std::vector<ParcelEvent> events;
        history_.each(
            [&](ParcelEventRow row) {
                events.push_back({.event = {.event_id = row.event_id,
                                            .parcel_id = parcel_id,
                                            .type = std::move(row.type),
                                            .created_at = row.created_at,
                                            .status_code = std::move(row.status_code),
                                            .run_id = std::move(row.run_id)},
                                  .body = original_text(row.body),
                                  .stored_at = row.stored_at});
            },
            parcel_id, rows_max);
        return events;
    });
}

}  // namespace scan
