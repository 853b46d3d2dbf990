#include <fmt/format.h>

#include "adapters/sql/operations/sql_operations.h"
#include "app/commands/act_flags.h"
#include "app/engines.h"
#include "app/help/own_flags.h"
#include "app/terminal/output.h"
#include "operations/acting/pause_acts.h"

namespace scan {
namespace {

struct PauseFlags {
    ActFlags act;
    Duration lasts{};  // zero: until it is resumed
};

void print(const PauseDone& done, Pausable what, bool begins) {
    const std::string_view name = name_of(what);
    const std::string_view dry = done.is_dry_run ? "dry run, nothing was changed: " : "";
    if (!begins) {
        say("{}{}\n", dry,
            done.had_one ? fmt::format("`{}` goes on within 5 s", name)
                         : fmt::format("`{}` was not paused", name));
    } else if (done.pause && done.pause->until) {
        say("{}`{}` pauses within 5 s, until {}\n", dry, name, done.pause->until->to_string());
    } else {
        say("{}`{}` pauses within 5 s, until `resume {}`\n", dry, name, name);
    }
}

int carry_out(const Config& config, const PauseFlags& flags, CommandContext& context, Pausable what,
              bool begins) {
    const auto act = act_of(flags.act, context);
    if (!act) return context.exit_code;
    Engines engines(config.store, config.queue, context.clock, context.random);
    const auto pauses = sql_pause_switch(engines.store());
    const auto audit = sql_audit_log(engines.store(), config.store.audit_retention);
    const auto lasts = flags.lasts > Duration::zero() ? std::optional(flags.lasts) : std::nullopt;
    const auto done = begins ? pause_work(*pauses, *audit, context.clock, *act, what, lasts)
                             : resume_work(*pauses, *audit, *act, what);
    if (!done) return failed_with(done.error());
    if (flags.act.as_json) {
        say("{}\n", json_text(*done));
    } else {
        print(*done, what, begins);
    }
    return kDone;
}

void add_verb(CLI::App& app, CommandContext& context, bool begins) {
    CLI::App* const command = app.add_subcommand(
        begins ? "pause" : "resume",
        begins ? "Hold polling or processing in every worker of the store. Nothing is lost."
               : "Let polling or processing go on.");
    command->require_subcommand(1);
    for (const Pausable what : {Pausable::poll, Pausable::process}) {
        CLI::App* const part = command->add_subcommand(
            std::string(name_of(what)),
            what == Pausable::poll ? "Reading the feed." : "Applying what is queued.");
        const auto flags = std::make_shared<PauseFlags>();
        if (begins)
            add_duration(*part, "--for", flags->lasts, "It ends by itself then; 0s: it does not.");
        add_act_flags(*part, flags->act);
        const FlagValues& settings = add_settings(*part, context);
        part->callback([&context, &settings, flags, what, begins] {
            if (const auto loaded = load_settings(settings, context))
                context.exit_code =
                    carry_out(for_reading(loaded->config), *flags, context, what, begins);
        });
    }
}

}  // namespace

void add_pause_commands(CLI::App& app, CommandContext& context) {
    add_verb(app, context, true);
    add_verb(app, context, false);
}

}  // namespace scan
