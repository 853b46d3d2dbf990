#include "feed_server/malformed_events.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace scan {
namespace {

// A reader that takes a malformed event for a good one shows a parcel that no source has.
constexpr std::string_view kNoParcel = "999999999999";
constexpr std::string_view kTime = "2021-05-11T21:11:34.1506147Z";

std::string text_of(std::string_view id, std::string_view parcel, std::string_view type,
                    std::string_view time, std::string_view status, std::size_t serial) {
    std::string text = "{";
    const auto add = [&text](std::string_view key, std::string_view value) {
        if (!value.empty()) text += fmt::format(R"("{}":{},)", key, value);
    };
    add("EventId", id);
    add("ParcelId", parcel);
    add("Type", type);
    add("CreatedDateTimeUtc", time);
    add("StatusCode", status);
    return text + fmt::format(R"("Device":{{"DeviceTransactionId":{},"DeviceId":103}}}})", serial);
}

std::string make_text(MalformedKind kind, EventId id, std::size_t serial) {
    const std::string number = fmt::format("{}", id.value);
    const std::string time = fmt::format(R"("{}")", kTime);
    const std::string_view type = R"("STATUS")";
    const std::string_view status = R"("LOST")";
    switch (kind) {
        case MalformedKind::missing_type:
            return text_of(number, kNoParcel, {}, time, status, serial);
        case MalformedKind::blank_type:
            return text_of(number, kNoParcel, R"(" ")", time, status, serial);
        case MalformedKind::wrong_type:
            return text_of(number, kNoParcel, "7", time, status, serial);
        case MalformedKind::bad_time:
            return text_of(number, kNoParcel, type, R"("2021-02-30T25:61:00Z")", status, serial);
        case MalformedKind::missing_time:
            return text_of(number, kNoParcel, type, {}, status, serial);
        case MalformedKind::missing_parcel_id:
            return text_of(number, {}, type, time, status, serial);
        case MalformedKind::wrong_parcel_id:
            return text_of(number, "0", type, time, status, serial);
        case MalformedKind::wrong_status_code:
            return text_of(number, kNoParcel, type, time, R"(["LOST"])", serial);
        case MalformedKind::id_not_a_number:
            return text_of(R"("8326x")", kNoParcel, type, time, status, serial);
        case MalformedKind::id_out_of_range:
            return text_of("99999999999999999999", kNoParcel, type, time, status, serial);
        case MalformedKind::missing_id: return text_of({}, kNoParcel, type, time, status, serial);
        case MalformedKind::not_an_object: return fmt::format(R"("scan {} was lost")", serial);
    }
    return {};
}

// The first free id of each gap, in random order.
std::vector<EventId> free_ids(std::span<const EventId> ids, Random& random) {
    std::vector<EventId> free;
    for (std::size_t index = 1; index < ids.size(); ++index) {
        if (ids[index].value - ids[index - 1].value > 1) free.push_back({ids[index - 1].value + 1});
    }
    for (std::size_t left = free.size(); left > 1; --left) {
        std::swap(free[left - 1], free[random.below(left)]);
    }
    return free;
}

MalformedKind draw_kind(Random& random, bool id_is_free) {
    constexpr auto kWithId = static_cast<std::uint64_t>(MalformedKind::id_not_a_number);
    const std::uint64_t kind = id_is_free ? random.below(kMalformedKinds)
                                          : kWithId + random.below(kMalformedKinds - kWithId);
    return static_cast<MalformedKind>(kind);
}

}  // namespace

std::vector<MalformedEvent> make_malformed_events(const FeedSource& source, double rate,
                                                  std::uint64_t seed) {
    const std::span<const EventId> ids = source.event_ids();
    std::vector<MalformedEvent> events(
        static_cast<std::size_t>(std::llround(rate * static_cast<double>(ids.size()))));
    Random random(seed);
    std::vector<EventId> free = events.empty() ? std::vector<EventId>() : free_ids(ids, random);
    std::size_t serial = 0;
    for (MalformedEvent& event : events) {
        event.kind = draw_kind(random, !free.empty());
        if (has_event_id(event.kind)) {
            event.position = free.back();
            free.pop_back();
        } else {
            event.position = ids[random.below(ids.size())];
        }
        event.text = make_text(event.kind, event.position, ++serial);
    }
    std::ranges::stable_sort(events, {}, &MalformedEvent::position);
    return events;
}

}  // namespace scan
