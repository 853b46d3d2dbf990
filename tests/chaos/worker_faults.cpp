#include "tests/chaos/worker_faults.h"

#include <fmt/format.h>

namespace scan {
namespace {

constexpr std::chrono::milliseconds kDownMax{5'000};
constexpr std::chrono::milliseconds kPausedMax{20'000};
constexpr double kPrefersHolder = 0.5;
constexpr double kSparesHolder = 0.8;

using End = std::function<void()>;

enum class Aim { holder, others };

std::optional<WorkerCrew::Place> draw_worker(const Workers& workers, Aim aim, Random& random) {
    const auto up = workers.crew.up();
    const bool is_peaceful = workers.seasons.is_peaceful();
    if (is_peaceful) aim = Aim::others;
    std::vector<WorkerCrew::Place> aimed_at;
    for (const auto place : up) {
        const bool is_holder = workers.watch.is_holder(workers.crew.id(place));
        if (is_holder == (aim == Aim::holder)) aimed_at.push_back(place);
    }
    const double rate = aim == Aim::holder ? kPrefersHolder : kSparesHolder;
    const bool any = !is_peaceful && (aimed_at.empty() || !random.chance(rate));
    const auto& places = any ? up : aimed_at;
    if (places.empty()) return std::nullopt;
    return places[random.below(places.size())];
}

ChaosFault fault(const char* kind, Aim aim, const Workers& workers,
                 std::function<End(WorkerCrew::Place)> begin) {
    ChaosFault made;
    made.kind = kind;
    made.begin = [workers, aim,
                  begin = std::move(begin)](Random& random) -> std::optional<ChaosFault::Begun> {
        const auto place = draw_worker(workers, aim, random);
        if (!place) return std::nullopt;
        const bool is_holder = workers.watch.is_holder(workers.crew.id(*place));
        return ChaosFault::Begun{
            fmt::format("worker {}{}", *place, is_holder ? ", which polls" : ""), begin(*place)};
    };
    return made;
}

ChaosFault kill(Aim aim, const Workers& workers) {
    WorkerCrew& crew = workers.crew;
    ChaosFault made =
        fault("worker: SIGKILL", aim, workers, [&crew](WorkerCrew::Place place) -> End {
            crew.kill(place);
            return [&crew, place] { crew.start(place); };
        });
    made.longest = kDownMax;
    made.weight = 8;
    return made;
}

ChaosFault pause(const Workers& workers) {
    WorkerCrew& crew = workers.crew;
    ChaosFault made = fault("worker: SIGSTOP, SIGCONT", Aim::holder, workers,
                            [&crew](WorkerCrew::Place place) -> End {
                                crew.pause(place);
                                return [&crew, place] { crew.resume(place); };
                            });
    made.longest = kPausedMax;
    made.weight = 5;
    return made;
}

ChaosFault restart(const Workers& workers) {
    WorkerCrew& crew = workers.crew;
    ChaosFault made = fault("worker: SIGTERM, restart", Aim::holder, workers,
                            [&crew](WorkerCrew::Place place) -> End {
                                crew.restart(place);
                                return {};
                            });
    made.weight = 3;
    return made;
}

}  // namespace

ChaosFault kill_in_an_outage(const Workers& workers) {
    return kill(Aim::others, workers);
}

std::vector<ChaosFault> worker_faults(const Workers& workers) {
    return {kill(Aim::holder, workers), pause(workers), restart(workers)};
}

std::vector<ChaosFault> clock_faults(WallClocks& clocks) {
    if (!clocks.can_step()) return {};
    return {{.kind = kClockSteps,
             .victim = "",
             .begin = [&clocks](Random& random) -> std::optional<ChaosFault::Begun> {
                 return ChaosFault::Begun{clocks.step(random), {}};
             },
             .weight = 3}};
}

}  // namespace scan
