#include <fmt/format.h>

#include "app/commands.h"
#include "app/engines.h"

namespace scan {
namespace {

void print(std::string_view what, const std::string& url, const SqlMigration& migration) {
    if (migration.from == migration.to) {
        fmt::print("{} {}: schema version {}, nothing to do\n", what, url, migration.to);
    } else {
        fmt::print("{} {}: schema version {} to {}\n", what, url, migration.from, migration.to);
    }
}

std::string json_text(const SqlMigration& migration) {
    return fmt::format("{{\"from\":{},\"to\":{}}}", migration.from, migration.to);
}

int migrate(Config config, bool as_json, CommandContext& context) {
    // The setting forbids `run` to do it unasked; this is the asking.
    config.store.migrate = true;
    Engines engines(config.store, config.queue, context.clock, context.random);
    const auto done = engines.migrate();
    if (!done) return complain(done.error().message, kFailed);
    if (as_json) {
        fmt::print("{{\"store\":{},\"queue\":{}}}\n", json_text(done->store),
                   done->queue ? json_text(*done->queue) : "null");
    } else {
        print("store", engine_url_text(config.store.url), done->store);
        if (done->queue) print("queue", engine_url_text(config.queue.url), *done->queue);
    }
    return kDone;
}

}  // namespace

void add_migrate_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand(
        "migrate", "Bring the tables of store and queue to this program's version.");
    const auto as_json = std::make_shared<bool>(false);
    command->add_flag("--json", *as_json, "Print JSON.");
    const FlagValues& settings = add_settings(*command, context);
    command->callback([&context, &settings, as_json] {
        if (const auto loaded = load_settings(settings, context)) {
            context.exit_code = migrate(loaded->config, *as_json, context);
        }
    });
}

}  // namespace scan
