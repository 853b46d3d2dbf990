#include <fmt/format.h>

#include "app/commands.h"
#include "app/json_object.h"

namespace scan {

void add_version_command(CLI::App& app, CommandContext&) {
    CLI::App* const command = app.add_subcommand("version", "Print the program's version.");
    const auto as_json = std::make_shared<bool>(false);
    command->add_flag("--json", *as_json, "Print JSON.");
    command->callback([as_json] {
        if (*as_json) {
            fmt::print("{}\n", JsonObject().add("version", SCAN_VERSION).text());
        } else {
            fmt::print("scan-event-worker {}\n", SCAN_VERSION);
        }
    });
}

}  // namespace scan
