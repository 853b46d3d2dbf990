#include "sim/event_maker.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/random.h"

namespace scan::sim {
namespace {

using Kind = TrueEvent::Kind;

struct TypeName {
    const char* written;
    const char* meant;
};
constexpr std::array<TypeName, 7> kTypes{{{"PICKUP", "PICKUP"},
                                          {"pickup", "PICKUP"},
                                          {"STATUS", "STATUS"},
                                          {"STATUS", "STATUS"},
                                          {"Delivery", "DELIVERY"},
                                          {"DELIVERY", "DELIVERY"},
                                          {"Weighed", "WEIGHED"}}};

constexpr std::int64_t kStrayLeap = 1'000'000'000'000;
constexpr std::int64_t kLeapMin = 2'000'000;

Kind draw_kind(const Scenario& scenario, Random& random) {
    if (random.chance(scenario.malformed_rate)) return Kind::malformed;
    if (random.chance(scenario.oversized_rate)) return Kind::oversized;
    return Kind::good;
}

std::string text_of(const TrueEvent& event, std::string_view written_type, std::size_t padding) {
    return fmt::format(
        R"({{"EventId":{},"ParcelId":{},"Type":"{}","CreatedDateTimeUtc":"{}","StatusCode":"{}",)"
        R"("Device":{{"DeviceId":103}},"User":{{"UserId":"NC1","RunId":"{}"}},"Note":"{}"}})",
        event.id, event.parcel, written_type,
        event.kind == Kind::malformed ? "yesterday" : event.created, event.status, event.run,
        std::string(padding, 'x'));
}

TrueEvent make_event(std::int64_t id, Kind kind, const Scenario& scenario, Random& random) {
    const TypeName& type = kTypes[random.below(kTypes.size())];
    TrueEvent event{.kind = kind,
                    .id = id,
                    .parcel = kind == Kind::poison
                                  ? kPoisonParcel
                                  : 1'000 + static_cast<std::int64_t>(random.below(
                                                static_cast<std::uint64_t>(scenario.parcels))),
                    .type = type.meant,
                    // Times that do not follow the order of the ids.
                    .created = fmt::format("2026-02-{:02}T{:02}:{:02}:{:02}.{:07}Z",
                                           1 + random.below(28), random.below(24), random.below(60),
                                           random.below(60), random.below(10'000'000)),
                    .status = fmt::format("S{}", random.below(1000)),
                    .run = random.chance(0.2) ? "" : fmt::format("R{}", random.below(1000)),
                    .text = {},
                    .visible = {}};
    event.text = text_of(event, type.written, kind == Kind::oversized ? kMessageBytesMax : 0);
    return event;
}

TrueEvent make_nameless(std::int64_t position) {
    TrueEvent event;
    event.kind = Kind::nameless;
    event.id = position;
    event.text = fmt::format(R"({{"EventId":"none","Mark":{}}})", position);
    return event;
}

void mark(std::vector<TrueEvent>& events, std::int64_t count, Kind kind, const Scenario& scenario,
          Random& random) {
    for (std::int64_t i = 0; i < count && events.size() > 1; ++i) {
        TrueEvent& event = events[random.below(events.size() - 1)];
        if (event.kind == Kind::good) event = make_event(event.id, kind, scenario, random);
    }
}

Duration share_of(Duration whole, double share) {
    return Duration(static_cast<Duration::rep>(share * static_cast<double>(whole.count())));
}

Duration lateness(const Scenario& scenario, Random& random) {
    if (!random.chance(scenario.late_rate)) return {};
    return share_of(scenario.lateness_max, random.unit());
}

// Before which events the ids leap. Chance of its own, so that a scenario without leaps is what it
// was.
std::set<std::int64_t> draw_leaps(const Scenario& scenario) {
    Random random(scenario.seed ^ 0x1ea9u);
    std::set<std::int64_t> leaps;
    for (std::int64_t i = 0; i < scenario.leaps && scenario.events > 0; ++i)
        leaps.insert(
            static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(scenario.events))));
    return leaps;
}

}  // namespace

std::vector<TrueEvent> make_events(const Scenario& scenario) {
    Random random(scenario.seed ^ 0xfeedu);
    std::vector<TrueEvent> numbered;
    std::int64_t id = random.chance(0.5) ? 0 : static_cast<std::int64_t>(random.below(1'000'000));
    const std::set<std::int64_t> leaps = draw_leaps(scenario);
    for (std::int64_t i = 0; i < scenario.events; ++i) {
        if (leaps.contains(i)) id += kLeapMin * (1 + i);
        id += 1 + static_cast<std::int64_t>(
                      random.below(static_cast<std::uint64_t>(scenario.id_step_max)));
        numbered.push_back(make_event(id, draw_kind(scenario, random), scenario, random));
    }
    numbered.push_back(make_event(id + 1, Kind::good, scenario, random));
    mark(numbered, scenario.poison_events, Kind::poison, scenario, random);
    mark(numbered, scenario.killer_events, Kind::killer, scenario, random);

    std::vector<double> dues;
    dues.reserve(static_cast<std::size_t>(scenario.events));
    for (std::int64_t i = 0; i < scenario.events; ++i)
        dues.push_back(random.chance(scenario.backlog) ? 0 : random.unit());
    std::ranges::sort(dues);
    std::vector<TrueEvent> events;
    for (std::size_t i = 0; i < dues.size(); ++i) {
        TrueEvent& event = numbered[i];
        event.visible = share_of(scenario.duration, dues[i]) + lateness(scenario, random);
        events.push_back(event);
        if (random.chance(scenario.nameless_rate)) {
            events.push_back(make_nameless(event.id));
            events.back().visible = event.visible;
        }
    }
    events.push_back(numbered.back());
    events.back().visible = Duration::max();
    for (std::int64_t i = 1; i <= scenario.stray_events; ++i) {
        events.push_back(make_event(id + i * kStrayLeap, Kind::good, scenario, random));
        events.back().visible = share_of(scenario.duration, random.unit());
        events.back().is_stray = true;
    }
    return events;
}

}  // namespace scan::sim
