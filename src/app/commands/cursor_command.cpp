#include <fmt/format.h>

#include "app/commands.h"
#include "app/engines.h"
#include "app/json_object.h"

namespace scan {
namespace {

struct CursorFlags {
    bool as_json = false;
    std::int64_t event_id = 0;
    std::string reason;
};

int print_cursor(CursorStore& cursors, bool as_json) {
    const auto cursor = cursors.read();
    if (!cursor) return complain(cursor.error().message, kFailed);
    if (!*cursor)
        return complain("there is no cursor: no worker has started on this store yet", kFailed);
    if (as_json) {
        JsonObject object;
        object.add("last_event_id", (*cursor)->last_event_id.value)
            .add("settled_event_id", (*cursor)->settled_event_id.value)
            .add("window_low_event_id", (*cursor)->window_low.value);
        fmt::print("{}\n", object.text());
    } else {
        fmt::print("every event up to {} is queued, every event up to {} is applied\n",
                   (*cursor)->last_event_id.value, (*cursor)->settled_event_id.value);
    }
    return kDone;
}

int show(const Config& configured, const CursorFlags& flags, CommandContext& context) {
    const Config config = for_reading(configured);
    Engines engines(config.store, config.queue, context.clock, context.random);
    return print_cursor(*engines.store().cursor_store(), flags.as_json);
}

int set(const Config& config, const CursorFlags& flags, CommandContext& context) {
    Engines engines(config.store, config.queue, context.clock, context.random);
    const auto cursors = engines.store().cursor_store();
    const auto done = cursors->set(EventId{flags.event_id}, flags.reason);
    if (!done) return complain(done.error().message, kFailed);
    return print_cursor(*cursors, flags.as_json);
}

using Action = int (*)(const Config&, const CursorFlags&, CommandContext&);

void add_action(CLI::App& command, const std::shared_ptr<CursorFlags>& flags,
                CommandContext& context, Action action) {
    command.add_flag("--json", flags->as_json, "Print JSON.");
    const FlagValues& settings = add_settings(command, context);
    command.callback([&context, &settings, flags, action] {
        if (const auto loaded = load_settings(settings, context))
            context.exit_code = action(loaded->config, *flags, context);
    });
}

}  // namespace

void add_cursor_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command =
        app.add_subcommand("cursor", "Show or set how far the feed has been read.");
    command->require_subcommand(1);
    const auto flags = std::make_shared<CursorFlags>();
    add_action(*command->add_subcommand("show", "Show the cursor."), flags, context, show);
    CLI::App* const setting =
        command->add_subcommand("set",
                                "Set the cursor: every event up to ID counts as done, the feed is "
                                "read on from there. Reading again is harmless.");
    setting->add_option("ID", flags->event_id, "The EventId; 0 reads everything again.")
        ->required()
        ->check(whole_number_from(0));
    setting->add_option("--reason", flags->reason, "Why; recorded with the change.")->required();
    add_action(*setting, flags, context, set);
}

}  // namespace scan
