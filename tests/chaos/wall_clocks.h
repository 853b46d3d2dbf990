#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/random.h"
#include "tests/chaos/worker_crew.h"

namespace scan {

// The wall clocks of the workers' places, moved by libfaketime if that is installed; what measures
// durations is left alone.
class WallClocks final {
public:
    explicit WallClocks(const std::filesystem::path& folder);

    bool can_step() const { return !library_.empty(); }

    // Of a process in this place.
    std::vector<std::string> environment(WorkerCrew::Place place) const;

    // Puts one of them minutes to hours forward or back from the true time, or sets it right.
    // Returns what it did.
    std::string step(Random& random);

    void set_right();

private:
    std::filesystem::path file(WorkerCrew::Place place) const;
    void set(WorkerCrew::Place place, std::int64_t seconds) const;

    std::filesystem::path folder_;
    std::filesystem::path library_;
};

}  // namespace scan
