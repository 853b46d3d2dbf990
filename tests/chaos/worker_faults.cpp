#include "tests/chaos/worker_faults.h"

#include <fmt/format.h>

namespace scan {
namespace {

constexpr std::chrono::milliseconds kDownMax{5'000};
constexpr std::chrono::milliseconds kPausedMax{20'000};
constexpr double kPrefersHolder = 0.6;

std::optional<WorkerCrew::Place> draw_worker(const WorkerCrew& crew, const RunWatch& watch,
                                             Random& random) {
    const auto up = crew.up();
    if (up.empty()) return std::nullopt;
    if (random.chance(kPrefersHolder)) {
        for (const auto place : up) {
            if (watch.is_holder(crew.id(place))) return place;
        }
    }
    return up[random.below(up.size())];
}

std::string name(WorkerCrew::Place place, bool is_holder) {
    return fmt::format("worker {}{}", place, is_holder ? ", which polls" : "");
}

}  // namespace

std::vector<Fault> worker_faults(WorkerCrew& crew, const RunWatch& watch) {
    using Begun = std::optional<Fault::Begun>;
    const auto fault = [&](auto begin) {
        return [&crew, &watch, begin](Random& random) -> Begun {
            const auto place = draw_worker(crew, watch, random);
            if (!place) return std::nullopt;
            const std::string who = name(*place, watch.is_holder(crew.id(*place)));
            return Fault::Begun{who, begin(*place)};
        };
    };
    using End = std::function<void()>;
    return {{.kind = "worker: SIGKILL",
             .victim = "",
             .longest = kDownMax,
             .begin = fault([&crew](auto place) -> End {
                 crew.kill(place);
                 return [&crew, place] { crew.start(place); };
             }),
             .weight = 6},
            {.kind = "worker: SIGSTOP, SIGCONT",
             .victim = "",
             .longest = kPausedMax,
             .begin = fault([&crew](auto place) -> End {
                 crew.pause(place);
                 return [&crew, place] { crew.resume(place); };
             }),
             .weight = 5},
            {.kind = "worker: SIGTERM, restart",
             .victim = "",
             .begin = fault([&crew](auto place) -> End {
                 crew.restart(place);
                 return {};
             }),
             .weight = 3}};
}

std::vector<Fault> clock_faults(WallClocks& clocks) {
    if (!clocks.can_step()) return {};
    return {{.kind = "worker: wall clock steps",
             .victim = "",
             .begin = [&clocks](Random& random) -> std::optional<Fault::Begun> {
                 return Fault::Begun{clocks.step(random), {}};
             },
             .weight = 3}};
}

}  // namespace scan
