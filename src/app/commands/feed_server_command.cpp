#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/commands/feed_server_flags.h"
#include "app/terminal/output.h"
#include "app/worker/stop_plan.h"
#include "base/counted.h"
#include "feed_server/feed_server.h"

namespace scan {
namespace {

constexpr Duration kGrace = std::chrono::seconds(5);

int serve(const FeedServerOptions& options, CommandContext& context) {
    Log log(LogLevel::info, LogFormat::text);
    Unfinished unfinished;
    const GracefulStop stop(context.signals, stop_plan(kGrace, unfinished, log));
    if (const auto checked = check(options); !checked)
        return complain(checked.error().message, kWrongUsage);
    const auto source = open_feed_source(options.source);
    if (!source) return complain(source.error().message, kFailed);
    const auto server = FeedServer::start(options, **source, context.clock);
    if (!server) return complain(server.error().message, kFailed);

    say("serving {} at {}{}\n", counted((*source)->event_ids().size(), "event"), (*server)->url(),
        options.path);
    if (!flush_output()) return kFailed;
    const Unfinished::Part part(unfinished, "the requests in hand");
    constexpr Duration kLong = std::chrono::hours(24);
    while (context.clock.sleep_until(context.clock.now() + kLong, context.signals.stop())) {
    }
    const FeedCounters& counters = (*server)->counters();
    say("{}, {} served\n", counted(counters.requests.load(), "request"),
        counted(counters.events_served.load(), "event"));
    return kDone;
}

}  // namespace

void add_feed_server_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand(
        "feed-server",
        "Serve a Scan Event API for demo, tests and load: recorded events, or parcels it makes.");
    const auto options = std::make_shared<FeedServerOptions>();
    add_feed_server_flags(*command, *options);
    command->callback([&context, options] { context.exit_code = serve(*options, context); });
}

}  // namespace scan
