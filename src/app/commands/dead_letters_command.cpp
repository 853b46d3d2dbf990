#include <fmt/format.h>

#include "app/commands.h"
#include "app/engines.h"
#include "app/json_object.h"
#include "app/signal_watch.h"
#include "pipeline/dead_letter_drain.h"

namespace scan {
namespace {

void print(const DeadLetterDrain::Totals& totals, bool as_json) {
    if (as_json) {
        JsonObject object;
        object.add("messages", totals.messages)
            .add("events_applied", totals.applied)
            .add("events_failed", totals.failed);
        fmt::print("{}\n", object.text());
    } else {
        fmt::print("{} dead letters drained: {} events applied, {} became failed events\n",
                   totals.messages, totals.applied, totals.failed);
    }
}

int drain(const Config& config, bool as_json, CommandContext& context) {
    const SignalWatch signals;
    Engines engines(for_reading(config).store, config.queue, context.clock, context.random);
    const auto dead_letters = engines.dead_letter_queue();
    const auto store = engines.store().parcel_store();
    // Before a message is taken, which would count a receive.
    if (const auto usable = store->ping(); !usable)
        return complain(usable.error().message, kFailed);

    DeadLetterDrain drain(
        *dead_letters, *store,
        {.visibility_timeout = engines.visibility_timeout(), .keep_history = config.store.history});
    run(drain, context.clock, {signals.stop(), signals.stop()});
    print(drain.totals(), as_json);
    return drain.error() ? complain(drain.error()->message, kFailed) : kDone;
}

}  // namespace

void add_dead_letters_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand("dead-letters", "Work on the dead-letter queue.");
    command->require_subcommand(1);
    CLI::App* const draining = command->add_subcommand(
        "drain",
        "Apply what the dead letters hold, event by event, and delete them. What cannot be applied "
        "becomes a failed event.");
    const auto as_json = std::make_shared<bool>(false);
    draining->add_flag("--json", *as_json, "Print JSON.");
    const FlagValues& settings = add_settings(*draining, context);
    draining->callback([&context, &settings, as_json] {
        if (const auto loaded = load_settings(settings, context))
            context.exit_code = drain(loaded->config, *as_json, context);
    });
}

}  // namespace scan
