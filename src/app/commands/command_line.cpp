#include "app/commands/command_line.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <limits>
#include <ranges>

#include "app/commands/commands.h"
#include "app/help/completion.h"
#include "app/help/help_text.h"
#include "app/help/man_page.h"
#include "app/terminal.h"
#include "app/terminal/output.h"
#include "base/nearest_name.h"
#include "config/config_flags.h"
#include "config/plain_text.h"

namespace scan {
namespace {

constexpr std::size_t kNoTerminal = 100;

constexpr const char* kDescription =
    "Reads a feed of parcel scan events and keeps one summary row a parcel: right under "
    "duplicates, reordering, late events and "
    "outages.";

std::string first_line(std::string_view text) {
    return std::string(text.substr(0, text.find('\n')));
}

// Where a command is needed and none, or none that exists, was given: what is allowed there. `arguments` begins with the last one.
std::optional<std::string> command_error(const CLI::App& app,
                                         const std::vector<std::string>& arguments) {
    const CLI::App* level = &app;
    std::string wrong;
    std::vector<std::string> names;
    for (auto word = arguments.rbegin(); wrong.empty(); ++word) {
        names.clear();
        const CLI::App* chosen = nullptr;
        for (const CLI::App* command : level->get_subcommands([](const auto*) { return true; })) {
            names.push_back(command->get_name());
            if (word != arguments.rend() && command->get_name() == *word) chosen = command;
        }
        if (word == arguments.rend()) break;
        if (chosen == nullptr) wrong = *word;
        if (chosen != nullptr) level = chosen;
    }
    if (level->get_require_subcommand_min() == 0) return std::nullopt;
    const std::string where = level == &app ? "" : level->get_name() + ": ";
    const bool is_missing = wrong.empty() || wrong.starts_with('-');
    return fmt::format(
        "{}{}; allowed: {}", where,
        is_missing ? "a command is missing"
                   : "unknown command " + name_in_quotes(wrong) + did_you_mean(wrong, names),
        fmt::join(names, ", "));
}

int usage_error(const CLI::App& app, const CLI::ParseError& error,
                const std::vector<std::string>& arguments) {
    if (const auto message = command_error(app, arguments)) return complain(*message, kWrongUsage);
    if (dynamic_cast<const CLI::ExtrasError*>(&error) == nullptr)
        return complain(first_line(error.what()), kWrongUsage);
    // A flag's value that went astray with it is not the culprit.
    std::vector<std::string> extras = app.remaining(true);
    std::ranges::stable_partition(extras, [](const std::string& x) { return x.starts_with('-'); });
    return complain(unknown_argument(extras.front()), kWrongUsage);
}

// What shells and packages ask. No person types it, so no help lists it.
bool answers_tool(const CLI::App& app, int argc, const char* const* argv) {
    const std::string_view asked = argc > 1 ? argv[1] : "";
    if (asked == "__complete") {
        const std::vector<std::string> words(argv + 2, argv + argc);
        say_text(completion_text(complete(app, words)));
    } else if (asked == "__man") {
        say_text(man_page(app, SCAN_VERSION));
    }
    return asked == "__complete" || asked == "__man";
}

}  // namespace

FlagValues& add_settings(CLI::App& command, CommandContext& context) {
    FlagValues& flags = context.flags.emplace_back();
    add_setting_flags(command, flags);
    return flags;
}

CLI::Validator whole_number_from(std::int64_t least) {
    const auto check = [least](const std::string& text) {
        std::int64_t number = 0;
        const char* const end = text.data() + text.size();
        const auto [rest, fault] = std::from_chars(text.data(), end, number);
        if (fault == std::errc() && rest == end && number >= least) return std::string();
        return fmt::format("{} is no whole number from {} to {}", in_quotes(text), least,
                           std::numeric_limits<std::int64_t>::max());
    };
    return {check, ""};
}

std::optional<LoadedConfig> load_settings(const FlagValues& flags, CommandContext& context) {
    auto loaded = load_config(flags, context.environment);
    if (loaded) return std::move(*loaded);
    context.exit_code = complain(loaded.error(), kWrongUsage);
    return std::nullopt;
}

int run_command_line(int argc, const char* const* argv, const Environment& environment,
                     Clock& clock, SignalWatch& signals, Random random) {
    CLI::App app(kDescription, "scan-event-worker");
    app.require_subcommand(1);
    app.formatter(std::make_shared<HelpText>(terminal_width(STDOUT_FILENO).value_or(kNoTerminal)));
    app.set_version_flag("--version", "scan-event-worker " SCAN_VERSION, "Print the version.");
    CommandContext context{.environment = environment,
                           .clock = clock,
                           .signals = signals,
                           .random = random,
                           .program = argc > 0 ? argv[0] : "scan-event-worker"};
    add_run_command(app, context);
    add_demo_command(app, context);
    add_feed_server_command(app, context);
    add_migrate_command(app, context);
    add_status_command(app, context);
    add_workers_command(app, context);
    add_conditions_command(app, context);
    add_parcel_command(app, context);
    add_parcels_command(app, context);
    add_report_command(app, context);
    add_cursor_command(app, context);
    add_dead_letters_command(app, context);
    add_failed_command(app, context);
    add_gaps_command(app, context);
    add_pause_commands(app, context);
    add_replay_command(app, context);
    add_verify_command(app, context);
    add_import_command(app, context);
    add_jobs_command(app, context);
    add_audit_command(app, context);
    add_config_command(app, context);
    add_simulate_command(app, context);
    add_completion_command(app, context);
    add_health_command(app, context);
    add_metrics_command(app, context);
    add_api_command(app, context);
    add_version_command(app, context);

    if (answers_tool(app, argc, argv)) return finish_output(kDone);
    const auto arguments = flag_arguments(argc, argv);
    try {
        app.parse(std::vector<std::string>(arguments));
    } catch (const CLI::Success& asked) {
        return finish_output(app.exit(asked));  // --help
    } catch (const CLI::ParseError& error) {
        return usage_error(app, error, arguments);
    }
    return finish_output(context.exit_code);
}

}  // namespace scan
