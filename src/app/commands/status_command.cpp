#include <fmt/format.h>

#include "app/commands.h"
#include "app/engines.h"
#include "app/json_object.h"

namespace scan {
namespace {

std::string time_text(const std::optional<UtcTime>& time) {
    return time ? time->to_string() : "never";
}

void print_text(const StoreStatus& store, const QueueDepth& queue) {
    const auto line = [](std::string_view name, std::string_view value) {
        fmt::print("{:<16}{}\n", name, value);
    };
    if (store.cursor) {
        line("cursor", fmt::format("{} (moved {})", store.cursor->last_event_id.value,
                                   time_text(store.cursor_moved_at)));
        line("settled", fmt::format("{}", store.cursor->settled_event_id.value));
    } else {
        line("cursor", "none: no worker has started on this store yet");
    }
    const std::string epoch = fmt::format("(epoch {})", store.lease_epoch.value);
    line("poller", store.lease_holder.empty() ? "nobody " + epoch
                   : store.lease_live         ? store.lease_holder + " " + epoch
                                              : store.lease_holder + ", expired " + epoch);
    line("feed", store.feed_state.empty() ? "unknown" : store.feed_state);
    line("caught up", time_text(store.caught_up_at));
    line("queue", fmt::format("{} visible, {} in flight, {} dead letters", queue.visible,
                              queue.in_flight, queue.dead_letters));
    line("parcels", fmt::format("{}", store.parcels));
    line("failed events", fmt::format("{} open, {} resolved", store.failed_events_open,
                                      store.failed_events_resolved));
    line("feed gaps", fmt::format("{}", store.feed_gaps));
}

std::string json_text(const StoreStatus& store, const QueueDepth& queue) {
    JsonObject cursor;
    if (store.cursor) {
        cursor.add("last_event_id", store.cursor->last_event_id.value)
            .add("settled_event_id", store.cursor->settled_event_id.value)
            .add("moved_at_utc", store.cursor_moved_at);
    }
    JsonObject lease;
    lease.add("holder", store.lease_holder)
        .raw("live", store.lease_live ? "true" : "false")
        .add("epoch", store.lease_epoch.value);
    JsonObject messages;
    messages.add("visible", queue.visible)
        .add("in_flight", queue.in_flight)
        .add("dead_letters", queue.dead_letters);
    JsonObject status;
    status.raw("cursor", store.cursor ? cursor.text() : "null")
        .raw("lease", lease.text())
        .add("feed_state", store.feed_state)
        .add("caught_up_at_utc", store.caught_up_at)
        .raw("queue", messages.text())
        .add("parcels", store.parcels)
        .add("failed_events_open", store.failed_events_open)
        .add("failed_events_resolved", store.failed_events_resolved)
        .add("feed_gaps", store.feed_gaps);
    return status.text();
}

int status(const Config& config, bool as_json, CommandContext& context) {
    Engines engines(config.store, config.queue, context.clock, context.random);
    const auto store = engines.store().status_reader()->read();
    if (!store) return complain(store.error().message, kFailed);
    const auto queue = engines.queue()->depth();
    if (!queue) return complain(queue.error().message, kFailed);
    if (as_json) {
        fmt::print("{}\n", json_text(*store, *queue));
    } else {
        print_text(*store, *queue);
    }
    return kDone;
}

}  // namespace

void add_status_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand(
        "status", "Show how far the work is: cursor, poller, queue, parcels, failures.");
    const auto as_json = std::make_shared<bool>(false);
    command->add_flag("--json", *as_json, "Print JSON.");
    const FlagValues& settings = add_settings(*command, context);
    command->callback([&context, &settings, as_json] {
        if (const auto loaded = load_settings(settings, context))
            context.exit_code = status(for_reading(loaded->config), *as_json, context);
    });
}

}  // namespace scan
