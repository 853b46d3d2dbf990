#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <unordered_set>

#include "app/commands.h"
#include "app/demo_view.h"
#include "app/engines.h"
#include "app/signal_watch.h"
#include "app/worker.h"
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

FlagValues worker_flags(const std::string& feed_url, const fs::path& folder) {
    FlagValues flags;
    flags.settings = {{"feed.url", feed_url},
                      {"feed.poll_interval", "500ms"},
                      {"feed.retry_delay_max", "2s"},
                      {"feed.late_window", "5s"},
                      {"feed.late_scan_interval", "1s"},
                      {"queue.url", "sqlite://" + (folder / "queue.db").string()},
                      {"store.url", "sqlite://" + (folder / "store.db").string()},
                      {"log.level", "warn"}};
    return flags;
}

int demo(const DemoFlags& flags, CommandContext& context) {
    const SignalWatch signals;
    const auto folder = make_folder(flags.folder);
    if (!folder) return complain(folder.error(), kFailed);
    const FeedServerOptions options = server_options(flags);
    if (const auto checked = check(options); !checked)
        return complain(checked.error().message, kWrongUsage);
    const auto source = open_feed_source(options.source);
    if (!source) return complain(source.error().message, kFailed);
    const auto server = FeedServer::start(options, **source, context.clock);
    if (!server) return complain(server.error().message, kFailed);
    const auto loaded = load_config(worker_flags((*server)->url(), *folder), {});
    if (!loaded) return complain(loaded.error(), kFailed);

    const Config& config = loaded->config;
    Log log(config.log.level, config.log.format);
    Metrics metrics;
    std::stop_source worker_stop;
    Engines engines(config.store, config.queue, context.clock, context.random);
    DemoView view(**source, **server, engines, metrics, context.clock,
                  ::isatty(STDOUT_FILENO) != 0);
    fmt::print("feed server   {}{} makes {} events of {} parcels\n", (*server)->url(), options.path,
               (*source)->event_ids().size(), flags.parcels);
    fmt::print("worker        feed -> {} -> {}\n\n", engine_url_text(config.queue.url),
               engine_url_text(config.store.url));

    Result<RunEnd> end = RunEnd::stopped;
    {
        const std::jthread worker([&] {
            end = run_worker(config, {}, context.clock, log, metrics, context.random,
                             worker_stop.get_token());
            if (!end) worker_stop.request_stop();
        });
        const std::stop_callback on_signal(signals.stop(), [&] { worker_stop.request_stop(); });
        view.watch(worker_stop.get_token());
        worker_stop.request_stop();
    }
    if (!end) return complain(end.error().message, kFailed);
    view.print_summary();
    fmt::print("\nTry next:\n");
    const std::string store = "--store-url " + engine_url_text(config.store.url);
    fmt::print("  build/release/scan-event-worker status {} --queue-url {}\n", store,
               engine_url_text(config.queue.url));
    fmt::print("  build/release/scan-event-worker parcel {} {}\n",
               options.source.generated.first_parcel_id, store);
    fmt::print("  build/release/scan-event-worker demo --faults\n");
    fmt::print("  build/release/scan-event-worker run --help\n");
    return kDone;
}

}  // namespace

void add_demo_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand(
        "demo", "Show the whole job at work: a feed server, a worker, live progress.");
    const auto flags = std::make_shared<DemoFlags>();
    command->add_option("--parcels", flags->parcels, "How many parcels the feed has.")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command
        ->add_option("--events-per-second", flags->events_per_second,
                     "How fast their events become visible.")
        ->check(CLI::Range(1.0, 1'000'000.0))
        ->capture_default_str();
    command->add_flag("--faults", flags->faults, "The feed misbehaves in every way at once.");
    command->add_option("--folder", flags->folder,
                        "Where the demo keeps its databases; else a new temporary folder.");
    command->callback([&context, flags] { context.exit_code = demo(*flags, context); });
}

}  // namespace scan
