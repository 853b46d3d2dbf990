#include "operations/telling/parcel_document.h"

namespace scan {
namespace {

std::optional<UtcTime> time_of(const std::optional<Milestone>& milestone) {
    return milestone ? std::optional(milestone->at) : std::nullopt;
}

}  // namespace

std::vector<std::string_view> decided_by(EventId event_id, const ParcelSummary& parcel) {
    std::vector<std::string_view> columns;
    if (parcel.latest.event_id == event_id) columns.emplace_back("latest");
    if (parcel.picked_up && parcel.picked_up->event_id == event_id)
        columns.emplace_back("picked_up");
    if (parcel.delivered && parcel.delivered->event_id == event_id)
        columns.emplace_back("delivered");
    return columns;
}

JsonObject parcel_object(const ParcelSummary& parcel) {
    JsonObject object;
    object.add("parcel_id", parcel.parcel_id.value)
        .add("latest_event_id", parcel.latest.event_id.value)
        .add("latest_type", parcel.latest.type)
        .add("latest_created_date_time_utc", std::optional(parcel.latest.created_at))
        .add("latest_status_code", parcel.latest.status_code)
        .add("latest_run_id", parcel.latest.run_id)
        .add("picked_up_at_utc", time_of(parcel.picked_up))
        .add("delivered_at_utc", time_of(parcel.delivered));
    return object;
}

std::string parcel_document(const ParcelSummary& parcel, std::span<const ParcelEvent> history) {
    JsonList list;
    for (const ParcelEvent& each : history) {
        JsonList decided;
        for (const std::string_view column : decided_by(each.event.event_id, parcel))
            decided.add(column);
        JsonObject object;
        object.add("event_id", each.event.event_id.value)
            .add("type", each.event.type)
            .add("created_date_time_utc", std::optional(each.event.created_at))
            .add("status_code", each.event.status_code)
            .add("run_id", each.event.run_id)
            .raw("decided", decided.text())
            .add("stored_at_utc", std::optional(each.stored_at))
            .add("body", each.body);
        list.add(object);
    }
    return parcel_object(parcel).raw("history", list.text()).text();
}

}  // namespace scan
