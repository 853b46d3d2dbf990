#include <fmt/format.h>

#include "adapters/http_feed/http_feed.h"
#include "adapters/sql/operations/sql_operations.h"
#include "app/commands/act_flags.h"
#include "app/commands/commands.h"
#include "app/commands/cursor_target.h"
#include "app/engines.h"
#include "app/terminal/output.h"
#include "app/worker_settings.h"
#include "operations/acting/act.h"
#include "operations/acting/cursor_document.h"

namespace scan {
namespace {

struct CursorFlags {
    bool as_json = false;
    std::int64_t event_id = 0;
    std::string reason;
    bool is_dry_run = false;
    bool is_forced = false;
};

int print_cursor(CursorStore& cursors, bool as_json) {
    const auto cursor = cursors.read();
    if (!cursor) return complain(cursor.error().message, kFailed);
    if (!*cursor)
        return complain("there is no cursor: no worker has started on this store yet", kFailed);
    if (as_json) {
        say("{}\n", cursor_document(**cursor));
    } else {
        say("every event up to {} {}; up to {} is settled (applied, and nothing late can come)\n",
            (*cursor)->last_event_id.value,
            (*cursor)->is_new ? "counts as done, read or not" : "is queued",
            (*cursor)->settled_event_id.value);
    }
    return kDone;
}

int show(const Config& configured, const CursorFlags& flags, CommandContext& context) {
    const Config config = for_reading(configured);
    Engines engines(config.store, config.queue, context.clock, context.random);
    return print_cursor(*engines.store().cursor_store(), flags.as_json);
}

// What the feed has from the id on is what will be read next. If it has nothing there, everything
// that comes until then is skipped without a word, which only a person can want.
int check_target(const Config& config, EventId id, CommandContext& context) {
    const auto refuse = [&](const std::string& why) {
        return complain(
            fmt::format("{}; --force sets the cursor to {} nevertheless", why, id.value), kFailed);
    };
    if (config.feed.url.empty()) return refuse("the feed cannot be asked: feed.url is not set");
    const auto feed = HttpFeed::create(http_feed_settings(config.feed), context.clock);
    if (!feed) return refuse("the feed cannot be asked: " + feed.error().message);
    const auto next = next_event_of(**feed, id, context.signals.stop());
    if (!next) return refuse("the feed cannot be asked: " + next.error().message);
    if (!*next)
        return refuse(fmt::format(
            "the feed has no event from {} on: all that come until it has would be skipped",
            id.value));
    std::fputs(fmt::format("the feed goes on with event {}\n", (*next)->value).c_str(), stderr);
    return kDone;
}

int set(const Config& config, const CursorFlags& flags, CommandContext& context) {
    const auto act = act_of({.reason = flags.reason, .is_dry_run = flags.is_dry_run}, context);
    if (!act) return context.exit_code;
    Engines engines(config.store, config.queue, context.clock, context.random);
    const auto cursors = engines.store().cursor_store();
    const auto before = cursors->read();
    if (!before) return complain(before.error().message, kFailed);
    const EventId current =
        *before ? (*before)->last_event_id : EventId{config.feed.first_event_id.value - 1};
    if (flags.event_id > current.value && !flags.is_forced) {
        const int checked = check_target(config, EventId{flags.event_id}, context);
        if (checked != kDone) return checked;
    }
    if (act->is_dry_run) {
        say("the cursor would be set to {}; it is {}\n", flags.event_id, current.value);
        return kDone;
    }
    const auto audit = sql_audit_log(engines.store(), config.store.audit_retention);
    const auto done = audited(
        *audit, *act, fmt::format("cursor set {}", flags.event_id),
        [&] { return cursors->set(EventId{flags.event_id}, flags.reason); },
        [&] { return fmt::format("set, it was {}", current.value); });
    if (!done) return complain(done.error().message, kFailed);
    return print_cursor(*cursors, flags.as_json);
}

using Action = int (*)(const Config&, const CursorFlags&, CommandContext&);

void add_action(CLI::App& command, const std::shared_ptr<CursorFlags>& flags,
                CommandContext& context, Action action) {
    command.add_flag("--json", flags->as_json, "Print JSON.");
    const FlagValues& settings = add_settings(command, context);
    command.callback([&context, &settings, flags, action] {
        if (const auto loaded = load_settings(settings, context))
            context.exit_code = action(loaded->config, *flags, context);
    });
}

}  // namespace

void add_cursor_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command =
        app.add_subcommand("cursor", "Show or set how far the feed has been read.");
    command->require_subcommand(1);
    const auto flags = std::make_shared<CursorFlags>();
    add_action(*command->add_subcommand("show", "Show the cursor."), flags, context, show);
    CLI::App* const setting =
        command->add_subcommand("set",
                                "Set the cursor: every event up to ID counts as done, the feed is "
                                "read on from there. Reading again is harmless.");
    setting->add_option("ID", flags->event_id, "The EventId; 0 reads everything again.")
        ->required()
        ->check(whole_number_from(0));
    setting->add_option("--reason", flags->reason, "Why; kept in the audit.");
    setting->add_flag("--dry-run", flags->is_dry_run,
                      "Say what would be done, and change nothing.");
    setting->add_flag(
        "--force", flags->is_forced,
        "Set it above all that the feed has, or while the feed cannot be asked, too.");
    add_action(*setting, flags, context, set);
}

}  // namespace scan
