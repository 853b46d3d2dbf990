#include "telemetry/failed_event_name.h"

#include <gtest/gtest.h>

namespace scan {
namespace {

FailedEvent failed(std::optional<EventId> event, std::optional<ParcelId> parcel) {
    return {.event_id = event, .parcel_id = parcel, .reason = "", .detail = "", .body = ""};
}

TEST(FailedEventName, SaysOnlyWhatIsKnown) {
    EXPECT_EQ(name_of(failed(EventId{2}, ParcelId{7})), "event 2 of parcel 7");
    EXPECT_EQ(name_of(failed(EventId{2}, std::nullopt)), "event 2");
    EXPECT_EQ(name_of(failed(std::nullopt, ParcelId{7})),
              "an event without a usable id of parcel 7");
    EXPECT_EQ(name_of(failed(std::nullopt, std::nullopt)), "an event without a usable id");
}

}  // namespace
}  // namespace scan
