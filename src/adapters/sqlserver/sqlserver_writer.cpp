#include "adapters/sqlserver/sqlserver_writer.h"

namespace scan {

SqlServerWriter::SqlServerWriter(Connection& connection, const SetWriterSettings& settings)
    : SetWriter(connection, settings), merge_(connection, "merge_parcels", {"rows"}) {}

// The members' names are short because the server reads them once a row.
void SqlServerWriter::merge_parcels(std::span<const ParcelSummary> deltas) {
    for (const ParcelSummary& delta : deltas) {
        const LatestScan& latest = delta.latest;
        rows_.begin_row();
        rows_.add("p", delta.parcel_id.value);
        rows_.add("e", latest.event_id.value);
        rows_.add("t", latest.type);
        rows_.add("c", text_of(latest.created_at));
        rows_.add("s", latest.status_code);
        rows_.add("r", latest.run_id);
        add_milestone("pt", "pe", delta.picked_up);
        add_milestone("dt", "de", delta.delivered);
        if (is_full(rows_)) merge_.run(rows_.take());
    }
    if (!rows_.empty()) merge_.run(rows_.take());
}

void SqlServerWriter::add_milestone(std::string_view at, std::string_view event_id,
                                    const std::optional<Milestone>& milestone) {
    if (!milestone) return;
    rows_.add(at, text_of(milestone->at));
    rows_.add(event_id, milestone->event_id.value);
}

}  // namespace scan
