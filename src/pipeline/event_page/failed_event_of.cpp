#include "pipeline/event_page/failed_event_of.h"

#include "base/require.h"

namespace scan {

FailedEvent failed_event_of(const PageEvent& event) {
    require(!event.event, "the event is malformed");
    const Malformed& malformed = event.event.error();
    return {.event_id = malformed.event_id,
            .parcel_id = malformed.parcel_id,
            .reason = malformed.reason,
            .detail = malformed.detail,
            .body = std::string(event.text)};
}

}  // namespace scan
