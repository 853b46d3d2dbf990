#include "app/commands/commands.h"
#include "app/commands/report_context.h"
#include "app/desk/outside_look.h"
#include "app/terminal/output.h"

namespace scan {

void add_report_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand(
        "report", "Print a text for a ticket: state, conditions, figures, workers, settings.");
    const auto as_json = std::make_shared<bool>(false);
    command->add_flag("--json", *as_json, "Print JSON.");
    const FlagValues& settings = add_settings(*command, context);
    command->callback([&context, &settings, as_json] {
        const auto loaded = load_settings(settings, context);
        if (!loaded) return;
        OutsideLook outside(for_reading(loaded->config), context.clock, context.random);
        const Facts facts = outside.look();
        const Verdict verdict = judge(facts);
        const ReportContext about = report_context(*loaded);
        say("{}{}",
            *as_json ? report_document(facts, verdict, about)
                     : report_markdown(facts, verdict, about),
            *as_json ? "\n" : "");
        context.exit_code = kDone;
    });
}

}  // namespace scan
