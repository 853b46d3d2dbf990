#include "tests/chaos/run_report.h"

#include <fmt/format.h>

#include <cstdio>

namespace scan {
namespace {

constexpr std::size_t kShownViolations = 20;

void row(const std::string& name, const std::string& value) {
    fmt::print("  {:42} {}\n", name, value);
}

}  // namespace

void print(const RunReport& report, const ChaosOptions& options) {
    fmt::print("\n");
    row("commit", options.commit);
    row("engines", report.engines);
    row("seed", fmt::format("{}", report.seed));
    row("duration", fmt::format("{} s of faults, done {} s after them", report.duration.count(),
                                report.calm.count()));
    row("events", fmt::format("{}, and {} malformed ones", report.events, report.malformed));
    row("parcels", fmt::format("{}", report.parcels));
    row("worker processes started", fmt::format("{}", report.worker_starts));
    row("samples of the cursor", fmt::format("{}", report.cursor_samples));
    std::uint64_t all = 0;
    for (const auto& [kind, count] : report.faults) {
        row(kind, fmt::format("{}", count));
        all += count;
    }
    row("faults in all", fmt::format("{}", all));
    for (const auto& [file, bytes] : report.file_sizes)
        row(fmt::format("largest {}", file), fmt::format("{} KiB", bytes / 1024));
    for (const auto& [text, count] : report.explained_errors)
        row("explained ERROR lines", fmt::format("{} \"{}\"", count, text));
    row("result", report.violations.empty()
                      ? "clean"
                      : fmt::format("{} violations", report.violations.size()));
    for (std::size_t i = 0; i < report.violations.size() && i < kShownViolations; ++i)
        fmt::print("  ! {}\n", report.violations[i]);
    std::fflush(stdout);
}

}  // namespace scan
