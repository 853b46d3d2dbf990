#pragma once

#include <string>

#include "app/commands/commands.h"
#include "operations/acting/act.h"
#include "operations/acting/list_page.h"

namespace scan {

// The flags of each command that changes something. They outlive the command.
struct ActFlags {
    std::string reason;
    bool is_dry_run = false;
    bool as_json = false;
};
void add_act_flags(CLI::App& command, ActFlags& flags);

// The act of whoever runs this process. nullopt: the reason is missing, which was said, and
// kWrongUsage is left.
std::optional<Act> act_of(const ActFlags& flags, CommandContext& context);

// The flags of each list.
struct ListFlags {
    std::uint32_t limit = PageRequest::kLimitUsual;
    std::string page_token;
    bool as_json = false;
};
void add_list_flags(CLI::App& command, ListFlags& flags);

// nullopt: the token is none of ours, which was said, and kWrongUsage is left.
std::optional<PageRequest> page_of(const ListFlags& flags, CommandContext& context);

// The line below a page that is not the last.
void say_next_page(const std::optional<std::string>& token);

// Complains of an operation's error and returns kFailed.
int failed_with(const Error& error);

}  // namespace scan
