#pragma once

#include <CLI/CLI.hpp>
#include <deque>
#include <optional>
#include <string>

#include "app/signal_watch.h"
#include "app/terminal/exit_code.h"
#include "app/terminal/output.h"
#include "base/clock.h"
#include "base/random.h"
#include "config/load_config.h"

namespace scan {

// What every command works with. CLI11 calls the command that was chosen; it leaves its exit code here.
struct CommandContext {
    const Environment& environment;
    Clock& clock;
    SignalWatch& signals;
    Random random;
    std::string program;  // as it was called
    int exit_code = kDone;
    std::deque<FlagValues>
        flags{};  // one for each command that takes settings; they stay where they are
};

// Each adds one command, with its flags and its help, to the program.
void add_run_command(CLI::App& app, CommandContext& context);
void add_demo_command(CLI::App& app, CommandContext& context);
void add_feed_server_command(CLI::App& app, CommandContext& context);
void add_migrate_command(CLI::App& app, CommandContext& context);
void add_status_command(CLI::App& app, CommandContext& context);
void add_workers_command(CLI::App& app, CommandContext& context);
void add_conditions_command(CLI::App& app, CommandContext& context);
void add_parcel_command(CLI::App& app, CommandContext& context);
// `parcel`: the command that it belongs to.
void add_parcel_forget_command(CLI::App& parcel, CommandContext& context);
void add_parcels_command(CLI::App& app, CommandContext& context);
void add_report_command(CLI::App& app, CommandContext& context);
void add_cursor_command(CLI::App& app, CommandContext& context);
void add_dead_letters_command(CLI::App& app, CommandContext& context);
void add_failed_command(CLI::App& app, CommandContext& context);
void add_gaps_command(CLI::App& app, CommandContext& context);
void add_pause_commands(CLI::App& app, CommandContext& context);
void add_replay_command(CLI::App& app, CommandContext& context);
void add_verify_command(CLI::App& app, CommandContext& context);
void add_import_command(CLI::App& app, CommandContext& context);
void add_jobs_command(CLI::App& app, CommandContext& context);
void add_audit_command(CLI::App& app, CommandContext& context);
void add_config_command(CLI::App& app, CommandContext& context);
void add_simulate_command(CLI::App& app, CommandContext& context);
void add_completion_command(CLI::App& app, CommandContext& context);
void add_health_command(CLI::App& app, CommandContext& context);
void add_api_command(CLI::App& app, CommandContext& context);
void add_metrics_command(CLI::App& app, CommandContext& context);
void add_version_command(CLI::App& app, CommandContext& context);

// Adds the settings' flags to a command.
FlagValues& add_settings(CLI::App& command, CommandContext& context);

// The settings in force; where they are wrong, says so and leaves kWrongUsage.
std::optional<LoadedConfig> load_settings(const FlagValues& flags, CommandContext& context);

// Refuses everything but digits that say a number of at least `least`.
CLI::Validator whole_number_from(std::int64_t least);

}  // namespace scan
