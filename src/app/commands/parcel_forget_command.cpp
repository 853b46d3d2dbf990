#include <fmt/format.h>

#include "adapters/sql/operations/sql_operations.h"
#include "app/commands/act_flags.h"
#include "app/engines.h"
#include "app/terminal/output.h"
#include "operations/acting/parcel_acts.h"

namespace scan {
namespace {

struct ForgetFlags {
    ActFlags act;
    std::int64_t parcel_id = 0;
};

int forget(const Config& config, const ForgetFlags& flags, CommandContext& context) {
    const auto act = act_of(flags.act, context);
    if (!act) return context.exit_code;
    Engines engines(config.store, config.queue, context.clock, context.random);
    const auto eraser = sql_parcel_eraser(engines.store());
    const auto audit = sql_audit_log(engines.store(), config.store.audit_retention);
    const auto done = erase_parcel(*eraser, *audit, *act, ParcelId{flags.parcel_id});
    if (!done) return failed_with(done.error());
    if (flags.act.as_json) {
        say("{}\n", json_text(*done));
    } else {
        say("{}{}\n", done->is_dry_run ? "dry run, nothing was changed: " : "", summary(*done));
    }
    return kDone;
}

}  // namespace

void add_parcel_forget_command(CLI::App& parcel, CommandContext& context) {
    CLI::App* const command = parcel.add_subcommand(
        "forget",
        "Erase one parcel from the table, the history, the failed events and the audit's texts, "
        "for those who must. What is queued, or what the feed shows again, brings it back.");
    const auto flags = std::make_shared<ForgetFlags>();
    command->add_option("ID", flags->parcel_id, "The ParcelId.")
        ->required()
        ->check(whole_number_from(1));
    add_act_flags(*command, flags->act);
    const FlagValues& settings = add_settings(*command, context);
    command->callback([&context, &settings, flags] {
        if (const auto loaded = load_settings(settings, context))
            context.exit_code = forget(for_reading(loaded->config), *flags, context);
    });
}

}  // namespace scan
