#include "tests/chaos/wall_clocks.h"

#include <fmt/format.h>

namespace scan {
namespace {

constexpr const char* kLibrary = "faketime/libfaketimeMT.so.1";
constexpr std::int64_t kStepMin = 60;
constexpr std::int64_t kStepMax = 6 * 3600;
constexpr double kSetsRight = 0.25;

}  // namespace

WallClocks::WallClocks(const std::filesystem::path& folder) : folder_(folder) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/usr/lib", error)) {
        const std::filesystem::path library = entry.path() / kLibrary;
        if (std::filesystem::exists(library, error)) library_ = library;
    }
    set_right();
}

std::filesystem::path WallClocks::file(WorkerCrew::Place place) const {
    return folder_ / fmt::format("wall-clock-{}", place);
}

void WallClocks::set(WorkerCrew::Place place, std::int64_t seconds) const {
    const std::filesystem::path draft = file(place).string() + ".new";
    write_file(draft, fmt::format("{:+}\n", seconds));
    std::filesystem::rename(draft, file(place));
}

void WallClocks::set_right() {
    for (WorkerCrew::Place place = 0; place < WorkerCrew::kSize; ++place) set(place, 0);
}

std::vector<std::string> WallClocks::environment(WorkerCrew::Place place) const {
    if (!can_step()) return {};
    return {"LD_PRELOAD=" + library_.string(), "FAKETIME_TIMESTAMP_FILE=" + file(place).string(),
            "FAKETIME_DONT_FAKE_MONOTONIC=1", "FAKETIME_CACHE_DURATION=1"};
}

std::string WallClocks::step(Random& random) {
    const auto place = static_cast<WorkerCrew::Place>(random.below(WorkerCrew::kSize));
    std::int64_t seconds = kStepMin + static_cast<std::int64_t>(random.below(kStepMax - kStepMin));
    if (random.chance(0.5)) seconds = -seconds;
    if (random.chance(kSetsRight)) seconds = 0;
    set(place, seconds);
    return fmt::format("of worker {} to {:+} s", place, seconds);
}

}  // namespace scan
