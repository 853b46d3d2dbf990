#include "app/commands/commands.h"
#include "app/terminal/output.h"
#include "telemetry/alert_rules.h"
#include "telemetry/dashboard.h"
#include "telemetry/metrics_page.h"

namespace scan {

void add_metrics_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand(
        "metrics", "Print what /metrics tells, as docs/metrics.md has it, or what is made of it.");
    const auto alerts = std::make_shared<bool>(false);
    const auto dashboard = std::make_shared<bool>(false);
    CLI::Option* const first =
        command->add_flag("--alerts", *alerts, "Print Prometheus's alert rules.");
    command->add_flag("--dashboard", *dashboard, "Print Grafana's dashboard.")->excludes(first);
    command->callback([&context, alerts, dashboard] {
        say_text(*alerts ? alert_rules() : *dashboard ? dashboard_json() : metrics_page());
        context.exit_code = kDone;
    });
}

}  // namespace scan
