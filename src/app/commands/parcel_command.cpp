#include <fmt/format.h>
#include <fmt/ranges.h>

#include "adapters/sql/operations/operations_stores.h"
#include "app/commands/commands.h"
#include "app/engines.h"
#include "app/terminal/output.h"
#include "operations/telling/parcel_document.h"

namespace scan {
namespace {

struct ParcelFlags {
    std::int64_t parcel_id = 0;
    bool with_history = false;
    bool as_json = false;
};

std::string milestone_text(const std::optional<Milestone>& milestone) {
    if (!milestone) return "not yet";
    return fmt::format("{} (event {})", milestone->at.to_string(), milestone->event_id.value);
}

void print_text(const ParcelSummary& parcel) {
    say("parcel          {}\n", parcel.parcel_id.value);
    say("latest event    {} {} at {}\n", parcel.latest.event_id.value, parcel.latest.type,
        parcel.latest.created_at.to_string());
    say("status code     {}\n", parcel.latest.status_code);
    say("run             {}\n", parcel.latest.run_id);
    say("picked up       {}\n", milestone_text(parcel.picked_up));
    say("delivered       {}\n", milestone_text(parcel.delivered));
}

void print_history(const ParcelSummary& parcel, const std::vector<ParcelEvent>& history) {
    say("\n");
    for (const ParcelEvent& each : history) {
        const auto decided = decided_by(each.event.event_id, parcel);
        say("event {} {} at {}, decided {}\n  {}\n", each.event.event_id.value, each.event.type,
            each.event.created_at.to_string(),
            decided.empty() ? "nothing" : fmt::format("{}", fmt::join(decided, ", ")), each.body);
    }
    if (history.empty())
        say("no raw event of it is kept (store.history was off, or they are older than "
            "store.history_retention)\n");
    if (history.size() == kParcelEventsMax) say("more are not shown\n");
}

int show_history(Engines& engines, const ParcelSummary& parcel, bool as_json) {
    const auto history =
        parcel_search(engines.store())->history(parcel.parcel_id, kParcelEventsMax);
    if (!history) return complain(history.error().message, kFailed);
    if (as_json) {
        say("{}\n", parcel_document(parcel, *history));
    } else {
        print_text(parcel);
        print_history(parcel, *history);
    }
    return kDone;
}

int show(const Config& config, const ParcelFlags& flags, CommandContext& context) {
    Engines engines(config.store, config.queue, context.clock, context.random);
    const auto parcel = engines.store().parcel_store()->find(ParcelId{flags.parcel_id});
    if (!parcel) return complain(parcel.error().message, kFailed);
    if (!*parcel)
        return complain(fmt::format("no event of parcel {} has been applied", flags.parcel_id),
                        kFailed);
    if (flags.with_history) return show_history(engines, **parcel, flags.as_json);
    if (flags.as_json) {
        say("{}\n", parcel_object(**parcel).text());
    } else {
        print_text(**parcel);
    }
    return kDone;
}

}  // namespace

void add_parcel_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand("parcel", "Show the summary of one parcel.");
    const auto flags = std::make_shared<ParcelFlags>();
    command->add_option("ID", flags->parcel_id, "The ParcelId.")->check(whole_number_from(1));
    command->add_flag("--history", flags->with_history,
                      "Show each raw event that is kept, and which columns it decided.");
    add_parcel_forget_command(*command, context);
    command->add_flag("--json", flags->as_json, "Print JSON.");
    const FlagValues& settings = add_settings(*command, context);
    command->callback([&context, &settings, flags, command] {
        if (!command->get_subcommands().empty()) return;
        if (flags->parcel_id == 0) {
            context.exit_code = complain("ID is required", kWrongUsage);
            return;
        }
        if (const auto loaded = load_settings(settings, context))
            context.exit_code = show(for_reading(loaded->config), *flags, context);
    });
}

}  // namespace scan
