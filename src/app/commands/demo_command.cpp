#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <random>
#include <unordered_set>

#include "app/commands/commands.h"
#include "app/commands/report_context.h"
#include "app/demo/demo_leftovers.h"
#include "app/demo/demo_view.h"
#include "app/engines.h"
#include "app/help/own_flags.h"
#include "app/terminal.h"
#include "app/terminal/output.h"
#include "app/worker/stop_plan.h"
#include "app/worker/worker.h"
#include "base/counted.h"
#include "feed_server/feed_server.h"

namespace scan {
namespace {

namespace fs = std::filesystem;

struct DemoFlags {
    std::uint32_t parcels = 3'000;
    double events_per_second = 1'000;
    bool faults = false;
    std::string folder;
};

constexpr std::string_view kQueueFile = "queue.db";
constexpr std::string_view kStoreFile = "store.db";

// Each demo makes a feed of its own, of which what another has left would say that it began anew. Returns its name; empty: there is none.
std::string database_in(const fs::path& folder) {
    for (const std::string_view file : {kQueueFile, kStoreFile}) {
        std::error_code error;
        if (fs::exists(folder / file, error)) return (folder / file).string();
    }
    return "";
}

// A folder of the demo's own that outlives it, so that its tables can be looked at.
std::expected<fs::path, std::string> make_folder(const std::string& wanted) {
    std::error_code error;
    if (!wanted.empty()) {
        fs::create_directories(wanted, error);
        if (error) return std::unexpected(fmt::format("--folder {}: {}", wanted, error.message()));
        return fs::absolute(wanted);
    }
    std::string pattern = (fs::temp_directory_path(error) / "scan-event-worker-XXXXXX").string();
    if (error || ::mkdtemp(pattern.data()) == nullptr)
        return std::unexpected("no temporary folder can be made; --folder names one");
    return fs::path(pattern);
}

FeedServerOptions server_options(const DemoFlags& flags) {
    constexpr std::uint32_t kEventsPerParcel = 4;
    FeedServerOptions options;
    options.source.generated.parcels = flags.parcels;
    options.source.generated.events = flags.parcels * kEventsPerParcel;
    options.pace.events_per_second = flags.events_per_second;
    if (flags.faults) options.misbehaviour = Misbehaviour::of_every_kind();
    return options;
}

// Of chance that nobody can guess, for a link that nobody else shall have.
std::string new_token() {
    std::random_device device;
    std::string token;
    for (int i = 0; i < 4; ++i) token += fmt::format("{:08x}", device());
    return token;
}

FlagValues worker_flags(const std::string& feed_url, const fs::path& folder,
                        const std::string& token) {
    FlagValues flags;
    flags.settings = {{"feed.url", feed_url},
                      {"feed.poll_interval", "500ms"},
                      {"feed.retry_delay_max", "2s"},
                      {"feed.late_window", "5s"},
                      {"feed.late_scan_interval", "1s"},
                      {"queue.url", "sqlite://" + (folder / kQueueFile).string()},
                      {"store.url", "sqlite://" + (folder / kStoreFile).string()},
                      {"admin.listen", "127.0.0.1:8080"},
                      {"admin.token", token},
                      {"log.level", "warn"}};
    return flags;
}

// At its usual port, or at another one if that is taken.
Result<AdminEntrance> open_demo_entrance(Config& config, Log& log) {
    auto entrance = open_entrance(config, log);
    if (entrance || entrance.error().code != ErrorCode::transient) return entrance;
    config.admin.listen.port = 0;
    return open_entrance(config, log);
}

// Lines of the log stand above the live line, which is drawn again soon after.
LogStyle log_style(CommandContext& context) {
    const bool is_live = terminal_width(STDOUT_FILENO) && terminal_width(STDERR_FILENO);
    return {.begin = is_live ? kClearLine : "",
            .colour = log_colour(context.environment),
            .clock = &context.clock};
}

// What is left to act on, and how.
int part(const DemoFlags& flags, const GeneratedFeedOptions& made, const Config& config,
         EventId last, Engines& engines, CommandContext& context) {
    const ParcelId parcel{made.first_parcel_id};
    if (flags.faults) {
        if (const auto left = leave_dead_letters(engines, last, parcel); !left)
            return complain(left.error().message, kFailed);
        say("2 dead letters left to act on\n");
    }
    say("\nTry next:\n{}", next_steps({.program = context.program,
                                       .store_url = engine_url_text(config.store.url),
                                       .queue_url = engine_url_text(config.queue.url),
                                       .parcel = parcel,
                                       .first_event = EventId{made.first_event_id},
                                       .has_leftovers = flags.faults}));
    return kDone;
}

int demo(const DemoFlags& flags, CommandContext& context) {
    if (const std::string left = flags.folder.empty() ? "" : database_in(flags.folder);
        !left.empty())
        return complain(fmt::format("--folder = \"{}\": {} is there already, of another demo; name "
                                    "another folder, or remove this one",
                                    flags.folder, left),
                        kWrongUsage);
    const auto folder = make_folder(flags.folder);
    if (!folder) return complain(folder.error(), kFailed);
    const FeedServerOptions options = server_options(flags);
    if (const auto checked = check(options); !checked)
        return complain(checked.error().message, kWrongUsage);
    const auto source = open_feed_source(options.source);
    if (!source) return complain(source.error().message, kFailed);
    const auto server = FeedServer::start(options, **source, context.clock);
    if (!server) return complain(server.error().message, kFailed);
    const std::string token = new_token();
    auto loaded = load_config(worker_flags((*server)->url(), *folder, token), {});
    if (!loaded) return complain(loaded.error(), kFailed);

    Config& config = loaded->config;
    const LogStyle style = log_style(context);
    Log log(config.log.level, config.log.format, style);
    Log stop_log(LogLevel::info, config.log.format, style);
    auto entrance = open_demo_entrance(config, log);
    if (!entrance) return complain(entrance.error().message, kFailed);
    ReloadWish reload;
    const ServiceManager service({});
    const RunOptions options_of_run{.until_caught_up = false,
                                    .timeout = std::nullopt,
                                    .entrance = *entrance,
                                    .service = service,
                                    .reload = reload,
                                    .reload_settings = {},
                                    .about = report_context(*loaded)};
    Unfinished unfinished;
    const GracefulStop stop(context.signals,
                            stop_plan(config.shutdown.grace, unfinished, stop_log));
    Metrics metrics;
    std::stop_source worker_stop;
    Engines engines(config.store, config.queue, context.clock, context.random);
    DemoView view(**source, **server, engines, metrics, context.clock,
                  ::isatty(STDOUT_FILENO) != 0);
    say("feed server   {}{} makes {} of {}\n", (*server)->url(), options.path,
        counted((*source)->event_ids().size(), "event"), counted(flags.parcels, "parcel"));
    say("worker        feed -> {} -> {}\n", engine_url_text(config.queue.url),
        engine_url_text(config.store.url));
    say("admin         {}/#token={}\n\n", entrance->admin->address().url("http"), token);

    Result<RunEnd> end = RunEnd::stopped;
    {
        const std::jthread worker([&] {
            end = run_worker(config, options_of_run, context.clock, log, metrics, unfinished,
                             context.random, worker_stop.get_token());
            if (!end) worker_stop.request_stop();
        });
        const std::stop_callback on_signal(context.signals.stop(),
                                           [&] { worker_stop.request_stop(); });
        view.watch(worker_stop.get_token());
        worker_stop.request_stop();
    }
    if (!end) return complain(end.error().message, kFailed);
    view.print_summary();
    const EventId last{static_cast<std::int64_t>(metrics.value(Level::cursor_event_id))};
    return part(flags, options.source.generated, config, last, engines, context);
}

}  // namespace

void add_demo_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand(
        "demo", "Show the whole job at work: a feed server, a worker, live progress.");
    const auto flags = std::make_shared<DemoFlags>();
    add_number(*command, "--parcels", flags->parcels, "How many parcels the feed has.", 1U,
               1'000'000U);
    add_number(*command, "--events-per-second", flags->events_per_second,
               "How fast their events become visible.", 1.0, 1'000'000.0);
    command->add_flag("--faults", flags->faults, "The feed misbehaves in every way at once.");
    command->add_option("--folder", flags->folder,
                        "Where the demo keeps its databases, and none are yet; else a new "
                        "temporary folder.");
    command->callback([&context, flags] { context.exit_code = demo(*flags, context); });
}

}  // namespace scan
