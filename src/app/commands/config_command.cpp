#include <fmt/format.h>

#include "app/commands.h"
#include "app/config_needs.h"
#include "app/config_reference.h"
#include "app/config_report.h"

namespace scan {
namespace {

int check(const LoadedConfig& loaded, bool as_json) {
    if (const auto complete = require_for_run(loaded); !complete)
        return complain(complete.error(), kWrongUsage);
    fmt::print("{}", as_json ? config_check_json(loaded) : config_check_text(loaded));
    return kDone;
}

int show(const LoadedConfig& loaded, bool as_json) {
    fmt::print("{}", as_json ? config_show_json(loaded) : config_show_text(loaded));
    return kDone;
}

using Action = int (*)(const LoadedConfig&, bool as_json);

void add_action(CLI::App& command, CommandContext& context, Action action) {
    const auto as_json = std::make_shared<bool>(false);
    command.add_flag("--json", *as_json, "Print JSON.");
    const FlagValues& settings = add_settings(command, context);
    command.callback([&context, &settings, as_json, action] {
        if (const auto loaded = load_settings(settings, context))
            context.exit_code = action(*loaded, *as_json);
    });
}

}  // namespace

void add_config_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand("config", "Check, show or explain the settings.");
    command->require_subcommand(1);
    add_action(
        *command->add_subcommand(
            "check", "Check that `run` could start with these settings; doubts are warnings."),
        context, check);
    add_action(*command->add_subcommand(
                   "show", "Show every setting in force and where it comes from; never a secret."),
               context, show);

    CLI::App* const reference =
        command->add_subcommand("reference", "Print the reference of all settings in Markdown.");
    const auto as_json = std::make_shared<bool>(false);
    reference->add_flag("--json", *as_json, "Print JSON.");
    reference->callback([as_json] {
        fmt::print("{}", *as_json ? config_reference_json() : config_reference_markdown());
    });
}

}  // namespace scan
