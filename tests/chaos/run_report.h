#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/chaos/chaos_options.h"

namespace scan {

// The report that a run's end prints.
struct RunReport {
    std::string engines;
    std::uint64_t seed = 0;
    std::chrono::seconds duration{0};
    std::chrono::seconds calm{0};  // from the end of the faults until everything was done
    std::uint64_t events = 0;
    std::uint64_t malformed = 0;
    std::uint64_t parcels = 0;
    std::uint64_t worker_starts = 0;
    std::uint64_t cursor_samples = 0;
    std::map<std::string, std::uint64_t> faults = {};            // by kind
    std::map<std::string, std::uint64_t> explained_errors = {};  // by the text of the lines
    std::map<std::string, std::uintmax_t> file_sizes = {};       // largest, in bytes
    std::vector<std::string> violations = {};
};

void print(const RunReport& report, const ChaosOptions& options);

}  // namespace scan
