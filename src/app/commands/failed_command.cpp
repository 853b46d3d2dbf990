#include <fmt/format.h>

#include <iterator>

#include "app/commands/act_flags.h"
#include "app/commands/failed_parts.h"
#include "app/commands/given_file.h"
#include "app/help/own_flags.h"
#include "app/terminal/output.h"
#include "app/terminal/text_table.h"
#include "base/counted.h"
#include "operations/acting/failed_event_look.h"

namespace scan {
namespace {

struct FailedFlags {
    ListFlags list;
    ActFlags act;
    std::string reason_filter;
    std::string state = "open";
    std::string event_ids;
    std::int64_t id = 0;
    std::vector<std::int64_t> ids;
    bool is_all = false;
    std::string reason_group;
    std::int64_t up_to_id = std::numeric_limits<std::int64_t>::max();
    std::string body_file;
};

std::string id_text(const auto& id) {
    return id ? fmt::format("{}", id->value) : "-";
}

int list(FailedParts& parts, const FailedFlags& flags, CommandContext& context) {
    const auto page = page_of(flags.list, context);
    if (!page) return context.exit_code;
    FailedEventFilter filter{.state = failed_state_of(flags.state)};
    if (!flags.reason_filter.empty()) filter.reason = flags.reason_filter;
    if (!flags.event_ids.empty()) {
        filter.event_ids = event_ids_of(flags.event_ids);
        if (!filter.event_ids)
            return complain(
                fmt::format("--event-id = \"{}\": not a range of event ids; allowed: A..B with A "
                            "up to B",
                            flags.event_ids),
                kWrongUsage);
    }
    if (const auto opened = reopen_retried(*parts.failed, *parts.queue); !opened)
        return failed_with(opened.error());
    const auto list = list_failed_events(*parts.failed, filter, *page);
    if (!list) return failed_with(list.error());
    if (flags.list.as_json) {
        say("{}\n", json_text(*list));
        return kDone;
    }
    TextTable table({"ID", "EVENT", "PARCEL", "STATE", "LAST FAILED (UTC)", "REASON"});
    for (const FailedEventRecord& row : list->rows) {
        table.add({fmt::format("{}", row.id), id_text(row.event.event_id),
                   id_text(row.event.parcel_id), std::string(name_of(row.state)),
                   short_time(row.last_failed_at), row.event.reason});
    }
    say("{}", table.text());
    say("{} in all; the highest ID is {}\n", list->watermark.count, list->watermark.highest_id);
    say_next_page(list->next_page);
    return kDone;
}

int groups(FailedParts& parts, const FailedFlags& flags, CommandContext&) {
    if (const auto opened = reopen_retried(*parts.failed, *parts.queue); !opened)
        return failed_with(opened.error());
    const auto groups = group_failed_events(*parts.failed, failed_state_of(flags.state));
    if (!groups) return failed_with(groups.error());
    if (flags.list.as_json) {
        say("{}\n", json_text(*groups));
        return kDone;
    }
    TextTable table({"COUNT", "FIRST (UTC)", "LAST (UTC)", "REASON"});
    for (const FailedEventGroup& group : *groups) {
        table.add({fmt::format("{}", group.count), short_time(group.first_failed_at),
                   short_time(group.last_failed_at), group.reason});
    }
    say("{}", table.text());
    return kDone;
}

int show(FailedParts& parts, const FailedFlags& flags, CommandContext&) {
    if (const auto opened = reopen_retried(*parts.failed, *parts.queue); !opened)
        return failed_with(opened.error());
    const auto view = show_failed_event(*parts.failed, flags.id);
    if (!view) return failed_with(view.error());
    if (flags.list.as_json) {
        say("{}\n", json_text(*view));
        return kDone;
    }
    const FailedEventRecord& row = view->record;
    say("failed event    {}, {}\n", row.id, name_of(row.state));
    say("event, parcel   {}, {}\n", id_text(row.event.event_id), id_text(row.event.parcel_id));
    say("why             {}: {}\n", row.event.reason, row.event.detail);
    say("failed          {} (first {}, {})\n", short_time(row.last_failed_at),
        short_time(row.failed_at), counted(row.occurrences, "time"));
    say("today's rules   {}\n", view->is_acceptable_now ? "take it: `failed retry` sends it again"
                                                        : "refuse it: " + view->acceptable_reason);
    say("text            {}\n", row.event.body);
    if (row.edited_body) say("edited text     {}\n", *row.edited_body);
    return kDone;
}

int tell(const Result<FailedActResult>& done, const FailedFlags& flags) {
    if (!done) return failed_with(done.error());
    if (flags.act.as_json) {
        say("{}\n", json_text(*done));
    } else {
        for (const ActItem& item : done->items) {
            say("{} {}{}\n", item.id, name_of(item.outcome),
                item.detail.empty() ? "" : ": " + item.detail);
        }
        if (done->total() > done->items.size())
            say("and {} more\n", done->total() - done->items.size());
        say("{}{}\n", done->is_dry_run ? "dry run, nothing was changed: " : "", summary(*done));
    }
    return done->error ? failed_with(*done->error) : kDone;
}

std::optional<FailedSelection> selection_of(const FailedFlags& flags) {
    const int ways =
        (flags.ids.empty() ? 0 : 1) + (flags.is_all ? 1 : 0) + (flags.reason_group.empty() ? 0 : 1);
    if (ways != 1) return std::nullopt;
    FailedSelection selection{.ids = flags.ids};
    selection.filter.up_to_id = flags.up_to_id;
    if (!flags.reason_group.empty()) selection.filter.reason = flags.reason_group;
    return selection;
}

using SelectionAct = Result<FailedActResult> (*)(const FailedEventActs&, const Act&,
                                                 const FailedSelection&);

template <SelectionAct kAct, ActOutcome kWanted>
int act_on_selection(FailedParts& parts, const FailedFlags& flags, CommandContext& context) {
    const auto selection = selection_of(flags);
    if (!selection)
        return complain("name failed events by their IDs, or by --reason-group, or say --all",
                        kWrongUsage);
    const auto act = act_of(flags.act, context);
    if (!act) return context.exit_code;
    const auto done = kAct(parts.acts(), *act, *selection);
    const int code = tell(done, flags);
    // A filter takes what there is; who names an event means this one.
    const bool is_named = !flags.ids.empty();
    return code == kDone && is_named && !is_done_of_all(*done, kWanted) ? kFailed : code;
}

int edit(FailedParts& parts, const FailedFlags& flags, CommandContext& context) {
    const auto act = act_of(flags.act, context);
    if (!act) return context.exit_code;
    auto file = open_given_file("--body-file", flags.body_file);
    if (!file) return complain(file.error(), kWrongUsage);
    std::string text{std::istreambuf_iterator<char>(*file), std::istreambuf_iterator<char>()};
    // What editors add.
    while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
    return tell(edit_failed_event(parts.acts(), *act, flags.id, text), flags);
}

using Action = int (*)(FailedParts&, const FailedFlags&, CommandContext&);

CLI::App* add_action(CLI::App& command, const std::string& name, const std::string& help,
                     const std::shared_ptr<FailedFlags>& flags, CommandContext& context,
                     Action action) {
    CLI::App* const added = command.add_subcommand(name, help);
    const FlagValues& settings = add_settings(*added, context);
    added->callback([&context, &settings, flags, action] {
        const auto loaded = load_settings(settings, context);
        if (!loaded) return;
        FailedParts parts(for_reading(loaded->config), context);
        context.exit_code = action(parts, *flags, context);
    });
    return added;
}

void add_state(CLI::App& command, FailedFlags& flags) {
    add_choice<std::string>(command, "--state", flags.state,
                            {{"open", "open"},
                             {"retried", "retried"},
                             {"resolved", "resolved"},
                             {"discarded", "discarded"},
                             {"all", "all"}},
                            "Only those in this state.");
}

void add_selection(CLI::App& command, FailedFlags& flags) {
    command.add_option("IDS", flags.ids, "Their numbers in the list.")->check(whole_number_from(1));
    command.add_flag("--all", flags.is_all, "All that are open.");
    command.add_option("--reason-group", flags.reason_group, "All that are open for this reason.");
    add_number(command, "--up-to-id", flags.up_to_id,
               "With --all and --reason-group: only those that a list showed, up to its highest "
               "ID. Without it, those that are there now.",
               std::int64_t{0});
    add_act_flags(command, flags.act);
}

}  // namespace

void add_failed_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand(
        "failed", "Work on failed events: what could not be applied, kept with its text.");
    command->require_subcommand(1);
    const auto flags = std::make_shared<FailedFlags>();
    CLI::App* action =
        add_action(*command, "list", "List them, newest first.", flags, context, list);
    action->add_option("--reason", flags->reason_filter, "Only those with this reason.");
    action->add_option("--event-id", flags->event_ids, "Only those with an EventId from A to B.")
        ->type_name("A..B");
    add_state(*action, *flags);
    add_list_flags(*action, flags->list);

    action = add_action(*command, "groups", "Count them by reason.", flags, context, groups);
    add_state(*action, *flags);
    action->add_flag("--json", flags->list.as_json, "Print JSON.");

    action = add_action(*command, "show",
                        "Show one with its text, why it failed, and whether today's rules would "
                        "take it.",
                        flags, context, show);
    action->add_option("ID", flags->id, "Its number in the list.")
        ->required()
        ->check(whole_number_from(1));
    action->add_flag("--json", flags->list.as_json, "Print JSON.");

    action = add_action(*command, "retry",
                        "Send their texts through the queue again, if today's rules take them. "
                        "Twice is harmless.",
                        flags, context, act_on_selection<retry_failed_events, ActOutcome::queued>);
    add_selection(*action, *flags);

    action = add_action(*command, "discard",
                        "Close them for good, with or without an EventId. Their texts stay.", flags,
                        context, act_on_selection<discard_failed_events, ActOutcome::discarded>);
    add_selection(*action, *flags);

    action = add_action(*command, "edit",
                        "Send another text in the place of one that failed. The original stays.",
                        flags, context, edit);
    action->add_option("ID", flags->id, "Its number in the list.")
        ->required()
        ->check(whole_number_from(1));
    action->add_option("--body-file", flags->body_file, "The file with the new text.")->required();
    add_act_flags(*action, flags->act);
}

}  // namespace scan
