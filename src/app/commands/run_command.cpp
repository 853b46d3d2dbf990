#include <fmt/format.h>

#include <ranges>

#include "app/commands/commands.h"
#include "app/commands/report_context.h"
#include "app/engines.h"
#include "app/terminal.h"
#include "app/worker/stop_plan.h"
#include "app/worker/worker.h"
#include "base/duration_text.h"
#include "config/config_needs.h"

namespace scan {
namespace {

using fmt::literals::operator""_a;

struct RunFlags {
    bool until_caught_up = false;
    std::string timeout;
};

void warn_of_what_failed(const Config& config, CommandContext& context, Log& log,
                         std::stop_token stop) {
    Engines engines(config.store, config.queue, context.clock, context.random);
    const auto store = engines.store().status_reader()->read();
    const auto queue = engines.queue(std::move(stop))->depth();
    if (!store || !queue)
        log.warn(LogEvent{"left_over_unknown"},
                 "how many failed events and dead letters wait for a person is not known: {error}",
                 "error"_a = (store ? queue.error() : store.error()).message);
    const std::uint64_t failed = store ? store->failed_events_open : 0;
    const std::uint64_t dead = queue ? queue->dead_letters : 0;
    if (failed + dead > 0)
        log.warn(LogEvent{"left_over"},
                 "{failed_events} failed events and {dead_letters} dead letters wait for a person",
                 "failed_events"_a = failed, "dead_letters"_a = dead);
}

std::string_view role_text(WorkerRole role) {
    switch (role) {
        case WorkerRole::both: return "poll and process";
        case WorkerRole::poll: return "poll";
        case WorkerRole::process: return "process";
    }
    std::unreachable();
}

void log_start(const LoadedConfig& loaded, Log& log) {
    const Config& config = loaded.config;
    log.info(LogEvent{"starting"},
             "scan-event-worker {version} begins to {role}: feed {feed}, store {store}, queue "
             "{queue}",
             "version"_a = SCAN_VERSION, "role"_a = role_text(config.worker.role),
             "feed"_a = loaded.is_set("feed.url") ? loaded.at("feed.url").text : "none",
             "store"_a = engine_url_text(config.store.url),
             "queue"_a = engine_url_text(config.queue.url));
}

// What ends the run, in the log's own form if programs read it.
int fatal(const std::string& message, Log& log, int code) {
    if (log.format() == LogFormat::text) return complain(message, code);
    for (const auto line : std::views::split(message, '\n'))
        log.error(LogEvent{"fatal"}, "{}", std::string_view(line));
    return code;
}

// Of settings that are wrong: the format is what a flag or the environment says, as far as it does.
LogFormat format_wanted(const FlagValues& flags, const Environment& environment) {
    const auto flag = flags.settings.find("log.format");
    const auto variable = environment.find(find_setting("log.format")->environment_name());
    const std::string text = flag != flags.settings.end()    ? flag->second
                             : variable != environment.end() ? variable->second
                                                             : "";
    return text == "json" ? LogFormat::json : LogFormat::text;
}

// At SIGHUP: of all settings the level of the log alone can change under a running worker.
void reload_level(const FlagValues& flags, const Environment& environment, Log& log) {
    const auto loaded = load_config(flags, environment);
    if (loaded) {
        log.set_level(loaded->config.log.level);
        log.info(LogEvent{"read_anew"}, "log.level was read anew: {level}",
                 "level"_a = loaded->at("log.level").text);
    } else {
        log.error(LogEvent{"not_read_anew"},
                  "the settings cannot be read anew, and the former ones stay: {error}",
                  "error"_a = loaded.error());
    }
}

int run(const LoadedConfig& loaded, const FlagValues& settings, const RunFlags& flags,
        CommandContext& context) {
    Log log(loaded.config.log.level, loaded.config.log.format,
            {.colour = log_colour(context.environment), .clock = &context.clock});
    if (const auto complete = require_for_run(loaded); !complete)
        return fatal(complete.error(), log, kWrongUsage);
    std::optional<Duration> timeout_set;
    if (!flags.timeout.empty()) {
        const auto timeout = parse_duration(flags.timeout);
        if (!timeout)
            return complain(
                fmt::format("--timeout: '{}' is no duration like 30s or 5m", flags.timeout),
                kWrongUsage);
        timeout_set = *timeout;
    }

    const Config& config = loaded.config;
    Unfinished unfinished;
    ReloadWish reload;
    StopPlan plan = stop_plan(config.shutdown.grace, unfinished, log);
    plan.reload = [&reload] { reload.wish(); };
    const GracefulStop stop(context.signals, std::move(plan));
    Metrics metrics;
    metrics.set(LabelledLevel::build_info, SCAN_VERSION, 1);
    log_start(loaded, log);
    for (const std::string& warning : loaded.warnings)
        log.warn(LogEvent{"settings_doubt"}, "{}", warning);
    auto entrance = open_entrance(config, log);
    if (!entrance) return fatal(entrance.error().message, log, kWrongUsage);
    const ServiceManager service(ServiceManager::variables());
    const RunOptions options{
        .until_caught_up = flags.until_caught_up,
        .timeout = timeout_set,
        .entrance = *entrance,
        .service = service,
        .reload = reload,
        .reload_settings = [&] { reload_level(settings, context.environment, log); },
        .about = report_context(loaded)};
    const auto end = run_worker(config, options, context.clock, log, metrics, unfinished,
                                context.random, context.signals.stop());
    if (!end) return fatal(end.error().message, log, kFailed);
    switch (*end) {
        case RunEnd::stopped: log.info(LogEvent{"stopped"}, "stopped"); return kDone;
        case RunEnd::caught_up:
            warn_of_what_failed(config, context, log, context.signals.stop());
            log.info(LogEvent{"caught_up"},
                     "caught up: the feed has nothing new and the queue is empty");
            return kDone;
        case RunEnd::timed_out:
            return fatal(fmt::format("not caught up within {}", flags.timeout), log, kFailed);
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
        if (const auto loaded = load_config(settings, context.environment)) {
            context.exit_code = run(*loaded, settings, *flags, context);
        } else {
            Log log(LogLevel::info, format_wanted(settings, context.environment));
            context.exit_code = fatal(loaded.error(), log, kWrongUsage);
        }
    });
}

}  // namespace scan
