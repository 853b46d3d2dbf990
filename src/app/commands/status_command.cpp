#include <unistd.h>

#include "app/commands/commands.h"
#include "app/desk/outside_look.h"
#include "app/terminal.h"
#include "app/terminal/output.h"
#include "app/terminal/status_text.h"
#include "operations/telling/status_document.h"

namespace scan {
namespace {

constexpr int kStoreUnreachable = 3;
constexpr std::size_t kNoTerminal = 100;
constexpr Duration kWatchInterval = std::chrono::seconds(1);
// Drawn over: clearing the whole screen each time would flash.
constexpr const char* kHome = "\x1b[H";
constexpr const char* kClearRest = "\x1b[K";
constexpr const char* kClearBelow = "\x1b[J";
constexpr const char* kClearScreen = "\x1b[2J";

struct StatusFlags {
    bool as_json = false;
    bool watch = false;
};

int exit_code(const Facts& facts, const Verdict& verdict) {
    if (!facts.store) return kStoreUnreachable;
    return is_alarming(verdict.state) ? kFailed : kDone;
}

std::string text_of(const Facts& facts, const Verdict& verdict, bool as_json) {
    if (as_json) return status_document(facts, verdict) + "\n";
    const std::size_t width = terminal_width(STDOUT_FILENO).value_or(kNoTerminal);
    return status_text(facts, verdict, width);
}

// Over what stood there before: each line ends with what clears the rest of it.
std::string redrawn(std::string_view text) {
    std::string drawn = kHome;
    for (const char c : text) drawn += c == '\n' ? std::string(kClearRest) + c : std::string(1, c);
    return drawn + kClearBelow;
}

// What could not be asked, in the words in which every command says it.
void complain_of(const Facts& facts) {
    for (const Sign& sign : facts.own) complain(sign.detail, kFailed);
}

// Without a terminal each look follows the other.
int watch(OutsideLook& outside, bool as_json, CommandContext& context) {
    const bool is_terminal = terminal_width(STDOUT_FILENO).has_value() && !as_json;
    const GracefulStop stop(
        context.signals,
        {.grace = kWatchInterval, .tell = [](std::string_view) {}, .give_up = [] {}});
    const std::stop_token stopped = context.signals.stop();
    if (is_terminal) say_text(kClearScreen);
    while (!stopped.stop_requested()) {
        const Facts facts = outside.look();
        const std::string text = text_of(facts, judge(facts), as_json);
        say_text(is_terminal ? redrawn(text) : text);
        if (!flush_output()) break;
        context.clock.sleep_until(context.clock.now() + kWatchInterval, stopped);
    }
    return kDone;
}

int status(const Config& config, const StatusFlags& flags, CommandContext& context) {
    OutsideLook outside(config, context.clock, context.random);
    if (flags.watch) return watch(outside, flags.as_json, context);
    const Facts facts = outside.look();
    const Verdict verdict = judge(facts);
    complain_of(facts);
    say_text(text_of(facts, verdict, flags.as_json));
    return exit_code(facts, verdict);
}

}  // namespace

void add_status_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand(
        "status", "Show whether parcels are up to date, if not why, and how far the work is.");
    const auto flags = std::make_shared<StatusFlags>();
    command->add_flag("--json", flags->as_json, "Print JSON.");
    command->add_flag("--watch", flags->watch, "Look again each second until Ctrl-C.");
    const FlagValues& settings = add_settings(*command, context);
    command->callback([&context, &settings, flags] {
        if (const auto loaded = load_settings(settings, context))
            context.exit_code = status(for_reading(loaded->config), *flags, context);
    });
}

void add_workers_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command =
        app.add_subcommand("workers", "Show the workers of the last day and what they tell.");
    const auto as_json = std::make_shared<bool>(false);
    command->add_flag("--json", *as_json, "Print JSON.");
    const FlagValues& settings = add_settings(*command, context);
    command->callback([&context, &settings, as_json] {
        const auto loaded = load_settings(settings, context);
        if (!loaded) return;
        OutsideLook outside(for_reading(loaded->config), context.clock, context.random);
        const Facts facts = outside.look();
        complain_of(facts);
        if (*as_json) {
            say("{}\n", workers_document(facts));
        } else {
            say_text(workers_text(facts));
        }
        context.exit_code = facts.store ? kDone : kStoreUnreachable;
    });
}

}  // namespace scan
