#include "app/commands/commands.h"
#include "app/terminal/output.h"
#include "operations/conditions/operating_page.h"

namespace scan {

void add_conditions_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand(
        "conditions", "Print all that can be wrong and what to do, in Markdown.");
    const auto as_json = std::make_shared<bool>(false);
    command->add_flag("--json", *as_json, "Print JSON.");
    command->callback([&context, as_json] {
        say("{}", *as_json ? conditions_document() + "\n" : operating_page());
        context.exit_code = kDone;
    });
}

}  // namespace scan
