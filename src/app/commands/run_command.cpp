#include <fmt/format.h>

#include "app/commands.h"
#include "app/config_needs.h"
#include "app/duration_text.h"
#include "app/engines.h"
#include "app/signal_watch.h"
#include "app/worker.h"

namespace scan {
namespace {

struct RunFlags {
    bool until_caught_up = false;
    std::string timeout;
};

void warn_of_what_failed(const Config& config, CommandContext& context, Log& log) {
    Engines engines(config.store, config.queue, context.clock, context.random);
    const auto store = engines.store().status_reader()->read();
    const auto queue = engines.queue()->depth();
    const std::uint64_t failed = store ? store->failed_events_open : 0;
    const std::uint64_t dead = queue ? queue->dead_letters : 0;
    if (failed + dead > 0)
        log.warn("{} failed events and {} dead letters wait for a person", failed, dead);
}

int run(const LoadedConfig& loaded, const RunFlags& flags, CommandContext& context) {
    if (const auto complete = require_for_run(loaded); !complete)
        return complain(complete.error(), kWrongUsage);
    RunOptions options{.until_caught_up = flags.until_caught_up, .timeout = std::nullopt};
    if (!flags.timeout.empty()) {
        const auto timeout = parse_duration(flags.timeout);
        if (!timeout)
            return complain(
                fmt::format("--timeout: '{}' is no duration like 30s or 5m", flags.timeout),
                kWrongUsage);
        options.timeout = *timeout;
    }

    const SignalWatch signals;
    const Config& config = loaded.config;
    Log log(config.log.level, config.log.format);
    Metrics metrics;
    for (const std::string& warning : loaded.warnings) log.warn("{}", warning);
    const auto end =
        run_worker(config, options, context.clock, log, metrics, context.random, signals.stop());
    if (!end) return complain(end.error().message, kFailed);
    switch (*end) {
        case RunEnd::stopped: log.info("stopped"); return kDone;
        case RunEnd::caught_up:
            warn_of_what_failed(config, context, log);
            log.info("caught up: the feed has nothing new and the queue is empty");
            return kDone;
        case RunEnd::timed_out:
            return complain(fmt::format("not caught up within {}", flags.timeout), kFailed);
    }
    std::abort();
}

}  // namespace

void add_run_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand("run", "Run the worker until it is stopped.");
    const auto flags = std::make_shared<RunFlags>();
    CLI::Option* const until =
        command->add_flag("--until-caught-up", flags->until_caught_up,
                          "End with 0 once the feed has nothing new and the queue is empty.");
    command->add_option("--timeout", flags->timeout, "End with 1 if that takes longer: 30s, 5m.")
        ->needs(until)
        ->type_name("DURATION");
    const FlagValues& settings = add_settings(*command, context);
    command->callback([&context, &settings, flags] {
        if (const auto loaded = load_settings(settings, context))
            context.exit_code = run(*loaded, *flags, context);
    });
}

}  // namespace scan
