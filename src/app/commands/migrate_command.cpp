#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/engines.h"
#include "app/terminal/output.h"

namespace scan {
namespace {

void print(std::string_view what, const std::string& url, const SqlMigration& migration) {
    if (migration.from == migration.to) {
        say("{} {}: schema version {}, nothing to do\n", what, url, migration.to);
    } else {
        say("{} {}: schema version {} to {}\n", what, url, migration.from, migration.to);
    }
}

std::string json_text(const SqlMigration& migration) {
    return fmt::format("{{\"from\":{},\"to\":{}}}", migration.from, migration.to);
}

struct MigrateFlags {
    bool as_json = false;
    bool widen_parcel_id = false;
};

void print_widened(bool is_widened) {
    say("store: parcel ids {} 64 bits\n", is_widened ? "have now" : "had already");
}

int migrate(Config config, const MigrateFlags& flags, CommandContext& context) {
    // The setting forbids `run` to do it unasked; this is the asking.
    config.store.migrate = true;
    const auto report = [](const std::string& line) { fmt::print(stderr, "{}\n", line); };
    Engines engines(config.store, config.queue, context.clock, context.random,
                    [](const std::string& line) { complain(line, kDone); });
    const auto done = engines.migrate(report, {});
    if (!done) return complain(done.error().message, kFailed);
    Result<bool> is_widened = false;
    if (flags.widen_parcel_id) is_widened = engines.store().widen_parcel_id(report);
    if (!is_widened) return complain(is_widened.error().message, kFailed);
    if (flags.as_json) {
        say("{{\"store\":{},\"queue\":{},\"parcel_id_widened\":{}}}\n", json_text(done->store),
            done->queue ? json_text(*done->queue) : "null", *is_widened);
    } else {
        print("store", engine_url_text(config.store.url), done->store);
        if (done->queue) print("queue", engine_url_text(config.queue.url), *done->queue);
        if (flags.widen_parcel_id) print_widened(*is_widened);
    }
    return kDone;
}

}  // namespace

void add_migrate_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand(
        "migrate", "Bring the tables of store and queue to this program's version.");
    const auto flags = std::make_shared<MigrateFlags>();
    command->add_flag("--json", flags->as_json, "Print JSON.");
    command->add_flag(
        "--widen-parcel-id", flags->widen_parcel_id,
        "Make an adopted table's ParcelId BIGINT, so that ids beyond 32 bits fit. The "
        ".NET worker, whose ids have 32 bits, cannot go on with it then.");
    const FlagValues& settings = add_settings(*command, context);
    command->callback([&context, &settings, flags] {
        if (const auto loaded = load_settings(settings, context)) {
            context.exit_code = migrate(loaded->config, *flags, context);
        }
    });
}

}  // namespace scan
