#include "app/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <limits>

#include "app/commands.h"
#include "app/config_flags.h"
#include "app/nearest_name.h"
#include "app/plain_text.h"

namespace scan {
namespace {

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
    return fmt::format("{}{}; allowed: {}", where,
                       is_missing
                           ? "a command is missing"
                           : "unknown command " + in_quotes(wrong) + did_you_mean(wrong, names),
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

}  // namespace

int complain(std::string_view message, int code) {
    fmt::print(stderr, "scan-event-worker: {}\n", message);
    return code;
}

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
                     Clock& clock, Random random) {
    CLI::App app(kDescription, "scan-event-worker");
    app.require_subcommand(1);
    app.get_formatter()->column_width(34);
    CommandContext context{.environment = environment, .clock = clock, .random = random};
    add_run_command(app, context);
    add_demo_command(app, context);
    add_feed_server_command(app, context);
    add_migrate_command(app, context);
    add_status_command(app, context);
    add_parcel_command(app, context);
    add_cursor_command(app, context);
    add_dead_letters_command(app, context);
    add_config_command(app, context);
    add_simulate_command(app, context);
    add_version_command(app, context);

    const auto arguments = flag_arguments(argc, argv);
    try {
        app.parse(std::vector<std::string>(arguments));
    } catch (const CLI::Success& asked) {
        return app.exit(asked);  // --help
    } catch (const CLI::ParseError& error) {
        return usage_error(app, error, arguments);
    }
    return context.exit_code;
}

}  // namespace scan
