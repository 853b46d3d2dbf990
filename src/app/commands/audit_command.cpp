#include "adapters/sql/operations/sql_operations.h"
#include "app/commands/act_flags.h"
#include "app/engines.h"
#include "app/help/own_flags.h"
#include "app/terminal/output.h"
#include "app/terminal/text_table.h"
#include "operations/acting/audit_look.h"

namespace scan {
namespace {

struct AuditFlags {
    ListFlags list;
    Duration since{};  // zero: all
};

std::optional<UtcTime> time_before(Clock& clock, Duration since) {
    constexpr Duration kTick = Duration(std::chrono::seconds(1)) / UtcTime::kTicksPerSecond;
    if (since == Duration::zero()) return std::nullopt;
    return UtcTime::from_ticks(clock.utc_now().ticks() - since / kTick);
}

int show(const Config& config, const AuditFlags& flags, CommandContext& context) {
    const auto page = page_of(flags.list, context);
    if (!page) return context.exit_code;
    Engines engines(config.store, config.queue, context.clock, context.random);
    const auto audit = sql_audit_log(engines.store(), std::nullopt);
    const auto list = list_audit(*audit, time_before(context.clock, flags.since), *page);
    if (!list) return failed_with(list.error());
    if (flags.list.as_json) {
        say("{}\n", json_text(*list));
        return kDone;
    }
    TextTable table({"WHEN (UTC)", "WHO", "WHAT, WHY AND WHAT CAME OF IT"});
    for (const AuditRow& row : list->rows) {
        table.add(
            {short_time(row.at), row.entry.who.empty() ? "-" : row.entry.who, row.entry.what});
        table.add({"", "", "  why: " + row.entry.reason});
        table.add({"", "", "  result: " + row.result});
    }
    say("{}", table.text());
    say_next_page(list->next_page);
    return kDone;
}

}  // namespace

void add_audit_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand("audit", "List who changed what, when and why.");
    const auto flags = std::make_shared<AuditFlags>();
    add_duration(*command, "--since", flags->since, "Only what is no older; 0s: all.");
    add_list_flags(*command, flags->list);
    const FlagValues& settings = add_settings(*command, context);
    command->callback([&context, &settings, flags] {
        if (const auto loaded = load_settings(settings, context))
            context.exit_code = show(for_reading(loaded->config), *flags, context);
    });
}

}  // namespace scan
