#pragma once

#include <CLI/CLI.hpp>
#include <deque>
#include <optional>
#include <string>

#include "app/load_config.h"
#include "base/clock.h"
#include "base/random.h"

namespace scan {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kWrongUsage = 2;

// What every command works with. CLI11 calls the command that was chosen; it leaves its exit code here.
struct CommandContext {
    const Environment& environment;
    Clock& clock;
    Random random;
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
void add_parcel_command(CLI::App& app, CommandContext& context);
void add_cursor_command(CLI::App& app, CommandContext& context);
void add_dead_letters_command(CLI::App& app, CommandContext& context);
void add_config_command(CLI::App& app, CommandContext& context);
void add_simulate_command(CLI::App& app, CommandContext& context);
void add_version_command(CLI::App& app, CommandContext& context);

// Adds the settings' flags to a command.
FlagValues& add_settings(CLI::App& command, CommandContext& context);

// The settings in force; where they are wrong, says so and leaves kWrongUsage.
std::optional<LoadedConfig> load_settings(const FlagValues& flags, CommandContext& context);

// Refuses everything but digits that say a number of at least `least`.
CLI::Validator whole_number_from(std::int64_t least);

// Prints one line to standard error and returns `code`.
int complain(std::string_view message, int code);

}  // namespace scan
