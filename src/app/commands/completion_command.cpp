#include "app/commands/commands.h"
#include "app/help/completion_scripts.h"
#include "app/terminal/output.h"

namespace scan {

void add_completion_command(CLI::App& app, CommandContext&) {
    CLI::App* const command = app.add_subcommand(
        "completion", "Print what makes a shell complete commands, flags and their values.");
    command->require_subcommand(1);
    const auto add = [command](const char* shell, const char* help, const char* script) {
        command->add_subcommand(shell, help)->callback([script] { say_text(script); });
    };
    add("bash", "For bash: source <(scan-event-worker completion bash)", kBashCompletion);
    add("zsh", "For zsh: source <(scan-event-worker completion zsh)", kZshCompletion);
    add("fish", "For fish: scan-event-worker completion fish | source", kFishCompletion);
}

}  // namespace scan
