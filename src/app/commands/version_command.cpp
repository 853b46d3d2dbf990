#include <fmt/format.h>

#include "app/commands/build_info.h"
#include "app/commands/commands.h"
#include "app/terminal/output.h"
#include "base/json_object.h"

namespace scan {
namespace {

std::string as_json_text(const BuildInfo& build) {
    const auto text_or_null = [](std::string_view text) {
        return text.empty() ? "null" : json_quote(text);
    };
    return JsonObject()
        .add("version", build.version)
        .raw("commit", text_or_null(build.commit))
        .raw("commit_utc", text_or_null(build.commit_utc))
        .raw("modified", build.is_modified ? "true" : "false")
        .add("compiler", build.compiler)
        .add("build_type", build.type)
        .text();
}

}  // namespace

void add_version_command(CLI::App& app, CommandContext&) {
    CLI::App* const command = app.add_subcommand(
        "version", "Print the program's version; as JSON with what it was built from.");
    const auto as_json = std::make_shared<bool>(false);
    command->add_flag("--json", *as_json, "Print JSON.");
    command->callback([as_json] {
        if (*as_json) {
            say("{}\n", as_json_text(build_info()));
        } else {
            say("scan-event-worker {}\n", SCAN_VERSION);
        }
    });
}

}  // namespace scan
