#include <fmt/format.h>

#include "adapters/http_feed/http_feed.h"
#include "app/commands/commands.h"
#include "app/engines.h"
#include "app/help/config_example.h"
#include "app/help/config_reference.h"
#include "app/terminal/output.h"
#include "app/worker_settings.h"
#include "config/config_faults.h"
#include "config/config_files.h"
#include "config/config_needs.h"
#include "config/config_report.h"
#include "operations/telling/connect_check.h"

namespace scan {
namespace {

int check(const LoadedConfig& loaded, bool as_json) {
    ConfigFaults faults;
    faults.add_error_of(require_for_run(loaded));
    faults.add_error_of(check_files(loaded));
    if (!faults.empty()) return complain(faults.text(), kWrongUsage);
    say("{}", as_json ? config_check_json(loaded) : config_check_text(loaded));
    return kDone;
}

std::string_view opening(ConnectResult result) {
    switch (result) {
        case ConnectResult::works: return "works: ";
        case ConnectResult::not_made: return "";  // the message says it
        case ConnectResult::fails: return "does not work: ";
    }
    std::abort();
}

// Asks feed, queue and store once each, as `run` would.
int check_connections(const LoadedConfig& loaded, bool as_json, CommandContext& context) {
    const Config config = for_reading(loaded.config);
    const std::stop_token stop = context.signals.stop();
    std::vector<ConnectCheck> checks;
    if (config.worker.role != WorkerRole::process) {
        const auto feed = HttpFeed::create(http_feed_settings(config.feed), context.clock);
        if (!feed) return complain(feed.error().message, kWrongUsage);
        checks.push_back(check_feed(
            **feed, [&] { return (*feed)->answered_status(); }, config.feed.first_event_id, stop));
    }
    Engines engines(config.store, config.queue, context.clock, context.random);
    const Missing missing = loaded.config.store.migrate ? Missing::is_made : Missing::is_error;
    checks.push_back(check_queue(*engines.queue(stop), missing));
    checks.push_back(check_store(*engines.store().status_reader(), missing));
    if (as_json) say("{}\n", checks_document(checks));
    int code = kDone;
    for (const ConnectCheck& each : checks) {
        if (each.result == ConnectResult::fails) code = kFailed;
        if (as_json) continue;
        say("{:<6} {}{}\n", name_of(each.dependency), opening(each.result), each.message);
        if (!each.action.empty()) say("       {}\n", each.action);
    }
    return code;
}

int show(const LoadedConfig& loaded, bool as_json) {
    say("{}", as_json ? config_show_json(loaded) : config_show_text(loaded));
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

void add_check(CLI::App& command, CommandContext& context) {
    CLI::App* const checking = command.add_subcommand(
        "check", "Check that `run` could start with these settings; doubts are warnings.");
    const auto as_json = std::make_shared<bool>(false);
    const auto connect = std::make_shared<bool>(false);
    checking->add_flag("--json", *as_json, "Print JSON.");
    checking->add_flag("--connect", *connect, "Ask feed, queue and store once each, too.");
    const FlagValues& settings = add_settings(*checking, context);
    checking->callback([&context, &settings, as_json, connect] {
        const auto loaded = load_settings(settings, context);
        if (!loaded) return;
        // With JSON the one document is that of the connections.
        context.exit_code = *connect && *as_json ? kDone : check(*loaded, *as_json);
        if (*connect && context.exit_code == kDone)
            context.exit_code = check_connections(*loaded, *as_json, context);
    });
}

}  // namespace

void add_config_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand("config", "Check, show or explain the settings.");
    command->require_subcommand(1);
    add_check(*command, context);
    add_action(*command->add_subcommand(
                   "show", "Show every setting in force and where it comes from; never a secret."),
               context, show);

    CLI::App* const reference =
        command->add_subcommand("reference", "Print the reference of all settings in Markdown.");
    const auto as_json = std::make_shared<bool>(false);
    reference->add_flag("--json", *as_json, "Print JSON.");
    reference->callback(
        [as_json] { say("{}", *as_json ? config_reference_json() : config_reference_markdown()); });

    CLI::App* const example = command->add_subcommand(
        "example", "Print a file of settings to begin with: each with its meaning and default.");
    const auto folder = std::make_shared<std::string>();
    example
        ->add_option("--state-folder", *folder,
                     "Keep the SQLite files of queue and store in this folder.")
        ->type_name("FOLDER");
    example->callback([folder] { say_text(config_example(*folder)); });
}

}  // namespace scan
