#include "adapters/sql/operations/sql_parcel_mender.h"

namespace scan {
namespace {

std::optional<UtcTime> time_of(const std::optional<Milestone>& milestone) {
    return milestone.transform([](const Milestone& known) { return known.at; });
}

EventId id_of(const std::optional<Milestone>& milestone) {
    return milestone ? milestone->event_id : EventId{};
}

}  // namespace

SqlParcelMender::SqlParcelMender(const SqlAccess& access)
    : connection_(access.database, access.store, Role::control),
      mend_(
          connection_, "mend_parcel",
          {"new_type", "new_created_at", "new_status_code", "new_run_id", "new_picked_up_at",
           "new_delivered_at", "parcel_id", "latest_event_id", "type", "created_at", "status_code",
           "run_id", "picked_up_at", "picked_up_event_id", "delivered_at", "delivered_event_id"}) {}

Result<bool> SqlParcelMender::overwrite(const ParcelSummary& compared,
                                        const ParcelSummary& mended) {
    const LatestScan& was = compared.latest;
    const LatestScan& is = mended.latest;
    return connection_.write(Intent::durable, [&] {
        return mend_.run(is.type, is.created_at, is.status_code, is.run_id,
                         time_of(mended.picked_up), time_of(mended.delivered), compared.parcel_id,
                         was.event_id, was.type, was.created_at, was.status_code, was.run_id,
                         time_of(compared.picked_up), id_of(compared.picked_up),
                         time_of(compared.delivered), id_of(compared.delivered)) == 1;
    });
}

}  // namespace scan
