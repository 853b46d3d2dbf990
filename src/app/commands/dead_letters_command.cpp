#include <fmt/format.h>

#include "adapters/sql/operations/sql_operations.h"
#include "app/commands/act_flags.h"
#include "app/engines.h"
#include "app/help/own_flags.h"
#include "app/terminal/output.h"
#include "app/terminal/text_table.h"
#include "app/worker/stop_plan.h"
#include "base/counted.h"
#include "operations/acting/dead_letter_acts.h"
#include "operations/acting/dead_letter_look.h"
#include "pipeline/event_page/compressed_body.h"

namespace scan {
namespace {

struct DeadLetterFlags {
    ListFlags list;
    ActFlags act;
    std::string id;
    RedriveLimits limits;
    std::uint64_t confirmed = 0;
};

// Queue, dead letters and store of one command.
struct Parts {
    Parts(const Config& config, CommandContext& context)
        : engines(config.store, config.queue, context.clock, context.random),
          queue(engines.queue(context.signals.stop())),
          dead_letters(engines.dead_letter_queue(context.signals.stop())),
          failed(sql_failed_events(engines.store())),
          store(engines.store().parcel_store()),
          audit(sql_audit_log(engines.store(), config.store.audit_retention)) {}

    DeadLetterActs acts(const Config& config, CommandContext& context) {
        return {.queue = *queue,
                .dead_letters = *dead_letters,
                .failed = *failed,
                .store = *store,
                .audit = *audit,
                .clock = context.clock,
                .visibility_timeout = engines.visibility_timeout(context.signals.stop()),
                .keep_history = config.store.history,
                .stop = context.signals.stop()};
    }

    Engines engines;
    std::unique_ptr<EventQueue> queue;
    std::unique_ptr<EventQueue> dead_letters;
    std::unique_ptr<FailedEvents> failed;
    std::unique_ptr<ParcelStore> store;
    std::unique_ptr<AuditLog> audit;
};

int list(const Config& config, const DeadLetterFlags& flags, CommandContext& context) {
    Parts parts(config, context);
    const auto list = list_dead_letters(*parts.queue, *parts.dead_letters, flags.list.limit,
                                        context.signals.stop());
    if (!list) return failed_with(list.error());
    if (flags.list.as_json) {
        say("{}\n", json_text(*list));
        return kDone;
    }
    TextTable table({"ID", "BYTES", "EVENTS", "MALFORMED", "FIRST EVENT", "FAULT"});
    for (const DeadLetter& row : list->rows) {
        table.add({row.id, fmt::format("{}", row.bytes), fmt::format("{}", row.events),
                   fmt::format("{}", row.malformed),
                   row.first_event_id ? fmt::format("{}", *row.first_event_id) : "-", row.fault});
    }
    say("{}", table.text());
    say("{} in all{}\n", list->count, list->is_whole ? "" : "; --limit shows more of them");
    return kDone;
}

int show(const Config& config, const DeadLetterFlags& flags, CommandContext& context) {
    Parts parts(config, context);
    const auto body = show_dead_letter(*parts.dead_letters, flags.id, context.signals.stop());
    if (!body) return failed_with(body.error());
    say("{}\n", flags.list.as_json ? dead_letter_json(*body) : legible_body(*body));
    return kDone;
}

using DeadLetterAct = Result<DeadLetterResult> (*)(const DeadLetterActs&, const Act&,
                                                   const DeadLetterFlags&);

int carry_out(const Config& config, const DeadLetterFlags& flags, CommandContext& context,
              DeadLetterAct what, std::string_view verb) {
    const auto act = act_of(flags.act, context);
    if (!act) return context.exit_code;
    Log log(config.log.level, config.log.format);
    Unfinished unfinished;
    const GracefulStop stop(context.signals, stop_plan(config.shutdown.grace, unfinished, log));
    const Unfinished::Part part(unfinished, "the dead letter in hand");
    Parts parts(config, context);
    const auto done = what(parts.acts(config, context), *act, flags);
    if (!done) return failed_with(done.error());
    if (flags.act.as_json) {
        say("{}\n", json_text(*done));
    } else {
        say("{}{}\n", done->is_dry_run ? "dry run, nothing was changed: " : "",
            summary(*done, verb));
        if (done->events_applied + done->events_failed > 0)
            say("{} applied, {} became failed events\n", counted(done->events_applied, "event"),
                done->events_failed);
    }
    return done->error ? failed_with(*done->error) : kDone;
}

int redrive(const Config& config, const DeadLetterFlags& flags, CommandContext& context) {
    return carry_out(
        config, flags, context,
        [](const DeadLetterActs& acts, const Act& act, const DeadLetterFlags& given) {
            return redrive_dead_letters(acts, act, given.limits);
        },
        "sent back");
}

int drain(const Config& config, const DeadLetterFlags& flags, CommandContext& context) {
    return carry_out(
        config, flags, context,
        [](const DeadLetterActs& acts, const Act& act, const DeadLetterFlags&) {
            return drain_dead_letters(acts, act);
        },
        "drained");
}

int purge(const Config& config, const DeadLetterFlags& flags, CommandContext& context) {
    return carry_out(
        config, flags, context,
        [](const DeadLetterActs& acts, const Act& act, const DeadLetterFlags& given) {
            return purge_dead_letters(acts, act, given.confirmed);
        },
        "purged");
}

using Action = int (*)(const Config&, const DeadLetterFlags&, CommandContext&);

CLI::App* add_action(CLI::App& command, const std::string& name, const std::string& help,
                     const std::shared_ptr<DeadLetterFlags>& flags, CommandContext& context,
                     Action action) {
    CLI::App* const added = command.add_subcommand(name, help);
    const FlagValues& settings = add_settings(*added, context);
    added->callback([&context, &settings, flags, action] {
        if (const auto loaded = load_settings(settings, context))
            context.exit_code = action(for_reading(loaded->config), *flags, context);
    });
    return added;
}

}  // namespace

void add_dead_letters_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand(
        "dead-letters", "Work on the dead-letter queue: messages that were received too often.");
    command->require_subcommand(1);
    const auto flags = std::make_shared<DeadLetterFlags>();
    CLI::App* action =
        add_action(*command, "list", "List them. They are hidden while it looks, and given back.",
                   flags, context, list);
    add_number(*action, "--limit", flags->list.limit, "How many messages are looked at.", 1U,
               kDeadLettersMax);
    action->add_flag("--json", flags->list.as_json, "Print JSON.");

    action = add_action(*command, "show", "Print the text of one.", flags, context, show);
    action->add_option("ID", flags->id, "Its ID in the list.")->required();
    action->add_flag("--json", flags->list.as_json, "Print JSON.");

    action = add_action(*command, "redrive",
                        "Send them back to the workers' queue: each is sent first and deleted "
                        "then.",
                        flags, context, redrive);
    add_number(*action, "--limit", flags->limits.messages_max,
               "The most messages; 0: all that are there.");
    add_number(*action, "--rate", flags->limits.messages_per_second,
               "The most messages a second; 0: no limit.");
    add_act_flags(*action, flags->act);

    action = add_action(
        *command, "drain",
        "Apply what the dead letters hold, event by event, and delete them. What cannot be applied "
        "becomes a failed event.",
        flags, context, drain);
    add_act_flags(*action, flags->act);

    action = add_action(*command, "purge",
                        "Delete them. Each event is kept before, as a discarded failed event.",
                        flags, context, purge);
    CLI::Option* const confirm =
        action->add_option("--confirm", flags->confirmed, "How many there are, as the list said.");
    confirm->required()->check(whole_number_from(0))->type_name("COUNT");
    add_act_flags(*action, flags->act);
}

}  // namespace scan
