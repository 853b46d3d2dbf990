#include <fmt/format.h>

#include "adapters/sql/operations/sql_operations.h"
#include "app/commands/act_flags.h"
#include "app/commands/given_file.h"
#include "app/engines.h"
#include "app/terminal/output.h"
#include "app/worker_settings.h"
#include "operations/jobs/event_import.h"

namespace scan {
namespace {

struct ImportFlags {
    ActFlags act;
    std::string file;
};

int import_file(const Config& config, const ImportFlags& flags, CommandContext& context) {
    const auto act = act_of(flags.act, context);
    if (!act) return context.exit_code;
    auto file = open_given_file("--file", flags.file);
    if (!file) return complain(file.error(), kWrongUsage);
    Engines engines(config.store, config.queue, context.clock, context.random);
    const auto queue = engines.queue(context.signals.stop());
    const auto gaps = sql_feed_gaps(engines.store());
    const auto audit = sql_audit_log(engines.store(), config.store.audit_retention);
    const auto done = import_events(
        {*queue, *gaps, *audit, context.clock}, *act, *file, flags.file,
        {.message = poller_settings(config).message, .depth_max = config.queue.depth_max},
        context.signals.stop());
    if (!done) return failed_with(done.error());
    if (flags.act.as_json) {
        say("{}\n", json_text(*done));
    } else {
        say("{}{}\n", done->is_dry_run ? "dry run, nothing was changed: " : "", summary(*done));
    }
    if (done->error) return failed_with(*done->error);
    return done->refused + done->unreadable > 0 ? kFailed : kDone;
}

}  // namespace

void add_import_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand(
        "import",
        "Queue the carrier's export: a page of events, or a page or an event a line. Feed gaps "
        "that it reaches over are closed as filled.");
    const auto flags = std::make_shared<ImportFlags>();
    command->add_option("--file", flags->file, "The export.")->required();
    add_act_flags(*command, flags->act);
    const FlagValues& settings = add_settings(*command, context);
    command->callback([&context, &settings, flags] {
        if (const auto loaded = load_settings(settings, context))
            context.exit_code = import_file(for_reading(loaded->config), *flags, context);
    });
}

}  // namespace scan
