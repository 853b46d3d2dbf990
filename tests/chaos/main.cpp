// Chaos on the real program: see docs/reliability.md.
//   scan-chaos --program FILE [--commit NAME] [--duration 20m] [--engines all|sqlite|postgres+sqs]
//   [--seed N] [--events-per-second N]
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <span>
#include <stdexcept>

#include "tests/chaos/chaos_run.h"

namespace scan {
namespace {

volatile std::sig_atomic_t interrupted = 0;

extern "C" void scan_chaos_interrupt(int /*signal*/) {
    interrupted = 1;
}

std::filesystem::path new_folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "scan-chaos-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    return pattern;
}

// Whether it was clean.
bool run_once(const ChaosOptions& options, const std::string& engines) {
    const std::filesystem::path folder = new_folder();
    fmt::print("chaos: seed {}, engines {}, {} s, {} events/s, files in {}\n", options.seed,
               engines, options.duration.count(), options.events_per_second, folder.string());
    std::fflush(stdout);
    bool is_clean = false;
    {
        ChaosRun run(options, engines, folder);
        const RunReport report = run.run([] { return interrupted != 0; });
        print(report, options);
        is_clean = report.violations.empty();
    }
    if (!is_clean) {
        fmt::print("chaos: FAILED; logs and files stay in {}\n", folder.string());
        return false;
    }
    std::filesystem::remove_all(folder);
    return true;
}

int run(int count, char** arguments) {
    auto options =
        parse_chaos_options(std::span(arguments, static_cast<std::size_t>(count)).subspan(1));
    if (!options) {
        fmt::print(stderr, "{}\n", options.error());
        return 2;
    }
    if (options->seed == 0) options->seed = std::random_device()();
    std::signal(SIGINT, scan_chaos_interrupt);
    std::signal(SIGTERM, scan_chaos_interrupt);
    bool is_clean = true;
    for (const std::string& engines : options->engines) {
        if (interrupted == 0) is_clean = run_once(*options, engines) && is_clean;
    }
    return is_clean ? 0 : 1;
}

}  // namespace
}  // namespace scan

int main(int count, char** arguments) {
    try {
        return scan::run(count, arguments);
    } catch (const std::exception& error) {
        fmt::print(stderr, "chaos: {}\n", error.what());
        return 1;
    }
}
