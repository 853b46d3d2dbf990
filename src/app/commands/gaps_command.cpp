#include <fmt/format.h>

#include "adapters/sql/operations/sql_operations.h"
#include "app/commands/act_flags.h"
#include "app/engines.h"
#include "app/help/own_flags.h"
#include "app/terminal/output.h"
#include "app/terminal/text_table.h"
#include "operations/acting/feed_gap_acts.h"

namespace scan {
namespace {

struct GapFlags {
    ListFlags list;
    std::string state = "all";
    ActFlags act;
    std::int64_t id = 0;
};

int list(const Config& config, const GapFlags& flags, CommandContext& context) {
    const auto page = page_of(flags.list, context);
    if (!page) return context.exit_code;
    Engines engines(config.store, config.queue, context.clock, context.random);
    const auto gaps = sql_feed_gaps(engines.store());
    const auto list = list_feed_gaps(*gaps, gap_state_of(flags.state), *page);
    if (!list) return failed_with(list.error());
    if (flags.list.as_json) {
        say("{}\n", json_text(*list));
        return kDone;
    }
    TextTable table({"ID", "AFTER", "BEFORE", "IDS AT MOST", "NOTICED (UTC)", "STATE"});
    for (const FeedGapRecord& row : list->rows) {
        table.add({fmt::format("{}", row.id), fmt::format("{}", row.gap.after_event_id.value),
                   fmt::format("{}", row.gap.before_event_id.value),
                   fmt::format("{}", ids_max(row.gap)), short_time(row.noticed_at),
                   fmt::format("{}{}", name_of(row.state), row.gap.is_proven ? "" : ", unproven")});
    }
    say("{}", table.text());
    say_next_page(list->next_page);
    return kDone;
}

int acknowledge(const Config& config, const GapFlags& flags, CommandContext& context) {
    const auto act = act_of(flags.act, context);
    if (!act) return context.exit_code;
    Engines engines(config.store, config.queue, context.clock, context.random);
    const auto gaps = sql_feed_gaps(engines.store());
    const auto audit = sql_audit_log(engines.store(), config.store.audit_retention);
    const auto done = acknowledge_feed_gap(*gaps, *audit, *act, flags.id);
    if (!done) return failed_with(done.error());
    if (flags.act.as_json) {
        say("{}\n", json_text(*done));
    } else if (done->was_closed) {
        say("gap {} is closed already: {}\n", flags.id, name_of(done->gap.state));
    } else {
        say("gap {} {} acknowledged: ids {} to {}, both excluded\n", flags.id,
            done->is_dry_run ? "would be" : "is", done->gap.gap.after_event_id.value,
            done->gap.gap.before_event_id.value);
    }
    return kDone;
}

}  // namespace

void add_gaps_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand(
        "gaps", "Work on feed gaps: ids that the feed forgot before they were read.");
    command->require_subcommand(1);
    const auto flags = std::make_shared<GapFlags>();
    CLI::App* const listing = command->add_subcommand("list", "List them, newest first.");
    add_choice<std::string>(
        *listing, "--state", flags->state,
        {{"open", "open"}, {"acknowledged", "acknowledged"}, {"filled", "filled"}, {"all", "all"}},
        "Only those in this state.");
    add_list_flags(*listing, flags->list);
    const FlagValues& list_settings = add_settings(*listing, context);
    listing->callback([&context, &list_settings, flags] {
        if (const auto loaded = load_settings(list_settings, context))
            context.exit_code = list(for_reading(loaded->config), *flags, context);
    });
    CLI::App* const acknowledging = command->add_subcommand(
        "acknowledge", "Say that the ids of a gap are lost and known to be: it alarms no more.");
    acknowledging->add_option("ID", flags->id, "The gap's number in the list.")
        ->required()
        ->check(whole_number_from(1));
    add_act_flags(*acknowledging, flags->act);
    const FlagValues& act_settings = add_settings(*acknowledging, context);
    acknowledging->callback([&context, &act_settings, flags] {
        if (const auto loaded = load_settings(act_settings, context))
            context.exit_code = acknowledge(for_reading(loaded->config), *flags, context);
    });
}

}  // namespace scan
