#include "tests/chaos/worker_faults.h"

#include <fmt/format.h>

namespace scan {
namespace {

constexpr std::chrono::milliseconds kDownMax{5'000};
constexpr std::chrono::milliseconds kPausedMax{20'000};
constexpr double kPrefersHolder = 0.6;

using End = std::function<void()>;

std::optional<WorkerCrew::Place> draw_worker(const WorkerCrew& crew, const RunWatch& watch,
                                             double prefers_holder, Random& random) {
    const auto up = crew.up();
    if (up.empty()) return std::nullopt;
    if (random.chance(prefers_holder)) {
        for (const auto place : up) {
            if (watch.is_holder(crew.id(place))) return place;
        }
    }
    return up[random.below(up.size())];
}

std::string name(WorkerCrew::Place place, bool is_holder) {
    return fmt::format("worker {}{}", place, is_holder ? ", which polls" : "");
}

Fault fault(const char* kind, double prefers_holder, WorkerCrew& crew, const RunWatch& watch,
            std::function<End(WorkerCrew::Place)> begin) {
    Fault made;
    made.kind = kind;
    made.begin = [&crew, &watch, prefers_holder,
                  begin = std::move(begin)](Random& random) -> std::optional<Fault::Begun> {
        const auto place = draw_worker(crew, watch, prefers_holder, random);
        if (!place) return std::nullopt;
        const std::string who = name(*place, watch.is_holder(crew.id(*place)));
        return Fault::Begun{who, begin(*place)};
    };
    return made;
}

Fault kill(double prefers_holder, WorkerCrew& crew, const RunWatch& watch) {
    Fault made = fault("worker: SIGKILL", prefers_holder, crew, watch,
                       [&crew](WorkerCrew::Place place) -> End {
                           crew.kill(place);
                           return [&crew, place] { crew.start(place); };
                       });
    made.longest = kDownMax;
    made.weight = 8;
    return made;
}

Fault pause(WorkerCrew& crew, const RunWatch& watch) {
    Fault made = fault("worker: SIGSTOP, SIGCONT", kPrefersHolder, crew, watch,
                       [&crew](WorkerCrew::Place place) -> End {
                           crew.pause(place);
                           return [&crew, place] { crew.resume(place); };
                       });
    made.longest = kPausedMax;
    made.weight = 5;
    return made;
}

Fault restart(WorkerCrew& crew, const RunWatch& watch) {
    Fault made = fault("worker: SIGTERM, restart", kPrefersHolder, crew, watch,
                       [&crew](WorkerCrew::Place place) -> End {
                           crew.restart(place);
                           return {};
                       });
    made.weight = 3;
    return made;
}

}  // namespace

Fault kill_of_a_worker(WorkerCrew& crew, const RunWatch& watch) {
    return kill(0, crew, watch);
}

std::vector<Fault> worker_faults(WorkerCrew& crew, const RunWatch& watch) {
    return {kill(kPrefersHolder, crew, watch), pause(crew, watch), restart(crew, watch)};
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
