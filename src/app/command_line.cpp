#include "app/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "app/commands.h"
#include "app/config_flags.h"

namespace scan {
namespace {

constexpr const char* kDescription =
    "Reads a feed of parcel scan events and keeps one summary row a parcel: right under "
    "duplicates, reordering, late events and "
    "outages.";

std::string first_line(std::string text) {
    return text.substr(0, text.find('\n'));
}

int usage_error(const CLI::ParseError& error, const std::vector<std::string>& arguments) {
    std::string message = first_line(error.what());
    for (const std::string& argument : arguments) {
        const bool is_named =
            argument.starts_with("--") && message.find(argument) != std::string::npos;
        const auto meant = is_named ? nearest_flag(argument) : std::nullopt;
        if (meant) message += fmt::format(" (did you mean {}?)", *meant);
    }
    return complain(message, kWrongUsage);
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
    add_config_command(app, context);
    add_version_command(app, context);

    const auto arguments = flag_arguments(argc, argv);
    try {
        app.parse(std::vector<std::string>(arguments));
    } catch (const CLI::Success& asked) {
        return app.exit(asked);  // --help
    } catch (const CLI::ParseError& error) {
        return usage_error(error, arguments);
    }
    return context.exit_code;
}

}  // namespace scan
