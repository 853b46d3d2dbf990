#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <sstream>

#include "app/commands/commands.h"
#include "app/help/own_flags.h"
#include "app/terminal/output.h"
#include "base/duration_text.h"
#include "base/json_object.h"
#include "sim/simulation.h"

namespace scan {
namespace {

struct SimulateOptions {
    std::optional<std::uint64_t> seed;
    std::uint64_t runs = 1;
    std::string no_longer_than;
    std::string scenario_file;
    bool as_json = false;
};

// What a series of runs took.
struct Series {
    std::uint64_t first_seed = 0;
    std::uint64_t runs = 0;
    std::uint64_t failed = 0;
    Duration simulated{};
    std::size_t later_than_window = 0;
    Duration took{};

    double hours_per_second() const {
        const double hours = std::chrono::duration<double, std::ratio<3600>>(simulated).count();
        return hours / std::max(std::chrono::duration<double>(took).count(), 1e-9);
    }
};

std::expected<sim::Scenario, std::string> read_scenario(const std::string& file) {
    std::ifstream input(file);
    if (!input) return std::unexpected("cannot read " + file);
    std::ostringstream text;
    text << input.rdbuf();
    return sim::parse_scenario(sim::scenario_in(text.view()));
}

void print_failure(const sim::Scenario& scenario, const sim::Outcome& outcome, bool as_json) {
    if (as_json) {
        std::string violations;
        for (const sim::Violation& violation : outcome.violations)
            violations +=
                (violations.empty() ? "" : ",") + JsonObject()
                                                      .add("rule", to_string(violation.rule))
                                                      .add("what", violation.what)
                                                      .text();
        say("{}\n", JsonObject()
                        .add("seed", scenario.seed)
                        .add("scenario", to_text(scenario))
                        .raw("violations", "[" + violations + "]")
                        .text());
        return;
    }
    say("{}\n", fmt::join(outcome.trace, "\n"));
    for (const sim::Violation& violation : outcome.violations)
        say("seed {}: VIOLATED: {}: {}\n", scenario.seed, to_string(violation.rule),
            violation.what);
}

void print_end(const Series& series, bool as_json) {
    const double seconds = std::chrono::duration<double>(series.took).count();
    const double hours = std::chrono::duration<double, std::ratio<3600>>(series.simulated).count();
    if (as_json) {
        say("{}\n", JsonObject()
                        .add("first_seed", series.first_seed)
                        .add("runs", series.runs)
                        .add("failed", series.failed)
                        .add("later_than_window", series.later_than_window)
                        .raw("simulated_hours", fmt::format("{:.2f}", hours))
                        .raw("seconds", fmt::format("{:.2f}", seconds))
                        .raw("hours_per_second", fmt::format("{:.1f}", series.hours_per_second()))
                        .text());
    } else {
        say("{} runs, {} failed; {:.1f} simulated hours in {:.1f} s: {:.1f} hours a second; {} "
            "events "
            "came later than the late window\n",
            series.runs, series.failed, hours, seconds, series.hours_per_second(),
            series.later_than_window);
    }
}

// `nth` gives the scenario of each run. One failure is enough to look at.
int simulate_series(std::uint64_t runs, std::optional<Duration> time_max,
                    const std::function<sim::Scenario(std::uint64_t)>& nth, bool as_json,
                    Clock& clock) {
    Series series{.first_seed = nth(0).seed};
    const Instant began = clock.now();
    const auto has_time = [&] { return !time_max || clock.now() - began < *time_max; };
    if (!as_json) say("seeds {} to {}\n", series.first_seed, series.first_seed + runs - 1);
    while (series.runs < runs && series.failed == 0 && (series.runs == 0 || has_time())) {
        const sim::Scenario scenario = nth(series.runs);
        if (!as_json && runs == 1) say("{}\n", to_text(scenario));
        if (!flush_output()) break;
        const sim::Outcome outcome = simulate(scenario);
        ++series.runs;
        series.simulated += outcome.simulated;
        series.later_than_window += outcome.later_than_window;
        if (outcome.violations.empty()) continue;
        ++series.failed;
        if (!as_json && runs > 1) say("{}\n", to_text(scenario));
        print_failure(scenario, outcome, as_json);
    }
    series.took = clock.now() - began;
    print_end(series, as_json);
    return series.failed == 0 ? kDone : kFailed;
}

int run_simulations(const SimulateOptions& options, CommandContext& context) {
    if (!options.scenario_file.empty()) {
        const auto scenario = read_scenario(options.scenario_file);
        if (!scenario) return complain(scenario.error(), kWrongUsage);
        return simulate_series(
            1, std::nullopt, [&](std::uint64_t) { return *scenario; }, options.as_json,
            context.clock);
    }
    std::optional<Duration> time_max;
    if (!options.no_longer_than.empty()) {
        time_max = parse_duration(options.no_longer_than);
        if (!time_max)
            return complain(fmt::format("--no-longer-than: '{}' is no duration like 30s or 2m",
                                        options.no_longer_than),
                            kWrongUsage);
    }
    // Small enough to be typed.
    const std::uint64_t first = options.seed.value_or(context.random.below(1'000'000'000));
    return simulate_series(
        options.runs, time_max, [&](std::uint64_t run) { return sim::draw_scenario(first + run); },
        options.as_json, context.clock);
}

}  // namespace

void add_simulate_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand(
        "simulate",
        "Run the worker in a simulated world in which everything fails, and check that nothing is "
        "lost. A failure replays from its seed.");
    const auto options = std::make_shared<SimulateOptions>();
    command->add_option("--seed", options->seed, "The first seed; default: a fresh one.")
        ->type_name("COUNT");
    add_number(*command, "--runs", options->runs, "How many seeds, one after the other.",
               std::uint64_t{1});
    command
        ->add_option("--no-longer-than", options->no_longer_than,
                     "Begin no run after this time, however many are asked for: 30s, 2m.")
        ->type_name("DURATION");
    command
        ->add_option(
            "--scenario", options->scenario_file,
            "Run the scenario in this file, which may hold all that a run printed, instead of "
            "drawn ones.")
        ->type_name("FILE")
        ->excludes("--seed")
        ->excludes("--runs")
        ->excludes("--no-longer-than");
    command->add_flag("--json", options->as_json, "Print JSON.");
    command->callback(
        [&context, options] { context.exit_code = run_simulations(*options, context); });
}

}  // namespace scan
