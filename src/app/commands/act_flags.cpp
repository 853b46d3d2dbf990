#include "app/commands/act_flags.h"

#include "app/help/own_flags.h"
#include "app/operator_name.h"
#include "app/terminal/output.h"

namespace scan {

void add_act_flags(CLI::App& command, ActFlags& flags) {
    command.add_option("--reason", flags.reason, "Why; kept in the audit.");
    command.add_flag("--dry-run", flags.is_dry_run, "Say what would be done, and change nothing.");
    command.add_flag("--json", flags.as_json, "Print JSON.");
}

std::optional<Act> act_of(const ActFlags& flags, CommandContext& context) {
    Act act{.who = operator_name(), .reason = flags.reason, .is_dry_run = flags.is_dry_run};
    if (check_reason(act)) return act;
    context.exit_code = complain("--reason is missing or empty; say why it is done", kWrongUsage);
    return std::nullopt;
}

void add_list_flags(CLI::App& command, ListFlags& flags) {
    add_number(command, "--limit", flags.limit, "How many rows.", 1U, PageRequest::kLimitMax);
    command.add_option("--page-token", flags.page_token,
                       "Go on where another page ended, by the token that it gave.");
    command.add_flag("--json", flags.as_json, "Print JSON.");
}

std::optional<PageRequest> page_of(const ListFlags& flags, CommandContext& context) {
    const auto page = page_request(flags.limit, flags.page_token);
    if (page) return *page;
    context.exit_code = complain("--page-token: " + page.error().message, kWrongUsage);
    return std::nullopt;
}

void say_next_page(const std::optional<std::string>& token) {
    if (token) say("More: --page-token {}\n", *token);
}

int failed_with(const Error& error) {
    return complain(error.message, kFailed);
}

}  // namespace scan
