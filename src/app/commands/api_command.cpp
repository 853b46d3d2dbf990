#include "admin/api/api_page.h"
#include "admin/api/openapi.h"
#include "app/commands/commands.h"
#include "app/terminal/output.h"

namespace scan {

void add_api_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command =
        app.add_subcommand("api", "Print what the API answers, as docs/api.md has it.");
    const auto as_openapi = std::make_shared<bool>(false);
    command->add_flag("--openapi", *as_openapi, "Print its description in OpenAPI 3.1.");
    command->callback([&context, as_openapi] {
        say_text(*as_openapi ? std::string(openapi_document()) : api_page());
        context.exit_code = kDone;
    });
}

}  // namespace scan
