#include <algorithm>
#include <cctype>

#include "adapters/sql/operations/operations_stores.h"
#include "app/commands/commands.h"
#include "app/engines.h"
#include "app/help/own_flags.h"
#include "app/terminal/output.h"
#include "operations/conditions/time_for_people.h"
#include "operations/telling/parcel_list.h"

namespace scan {
namespace {

struct ParcelsFlags {
    Duration not_delivered_since{};  // zero: not asked for
    Duration not_seen_since{};       // likewise
    std::string type;
    std::uint32_t limit = 100;
    std::string page_token;
    bool as_json = false;
};

ParcelQuery query_of(const ParcelsFlags& flags, UtcTime now) {
    ParcelQuery query{.limit = flags.limit, .page_token = flags.page_token};
    if (flags.not_delivered_since > Duration::zero())
        query.picked_up_before = later(now, -flags.not_delivered_since);
    if (flags.not_seen_since > Duration::zero())
        query.not_seen_since = later(now, -flags.not_seen_since);
    query.type = flags.type;
    std::ranges::transform(query.type, query.type.begin(),
                           [](unsigned char c) { return std::toupper(c); });
    return query;
}

void print(const ParcelList& list) {
    if (!list.parcels.empty())
        say("{:<20} {:<12} {:<22} {:<22}\n", "parcel", "latest", "at", "picked up");
    for (const ParcelSummary& each : list.parcels) {
        constexpr std::size_t kSeconds = 19;
        const auto short_time = [](UtcTime at) { return at.to_string().substr(0, kSeconds) + "Z"; };
        say("{:<20} {:<12} {:<22} {:<22}\n", each.parcel_id.value, each.latest.type,
            short_time(each.latest.created_at),
            each.picked_up ? short_time(each.picked_up->at) : "not yet");
    }
    if (list.parcels.empty()) say("none{}\n", list.page_token.empty() ? "" : " in this part");
    if (!list.page_token.empty()) say("more: --page-token {}\n", list.page_token);
}

int list(const Config& config, const ParcelsFlags& flags, CommandContext& context) {
    Engines engines(config.store, config.queue, context.clock, context.random);
    const auto search = parcel_search(engines.store());
    const auto list = list_parcels(*search, query_of(flags, context.clock.utc_now()));
    if (!list) {
        const bool is_of_input = list.error().code == ErrorCode::rejected;
        return complain(list.error().message, is_of_input ? kWrongUsage : kFailed);
    }
    if (flags.as_json) {
        say("{}\n", parcels_document(*list));
    } else {
        print(*list);
    }
    return kDone;
}

}  // namespace

void add_parcels_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command =
        app.add_subcommand("parcels", "List parcels, for example those that wait too long.");
    const auto flags = std::make_shared<ParcelsFlags>();
    add_duration(*command, "--not-delivered-since", flags->not_delivered_since,
                 "Picked up longer ago than this and not delivered; 0s: all.");
    add_duration(*command, "--not-seen-since", flags->not_seen_since,
                 "The latest scan is longer ago than this; 0s: all.");
    command->add_option("--type", flags->type, "The latest scan's type, for example STATUS.");
    constexpr std::uint32_t kLimitMax = 1000;
    add_number(*command, "--limit", flags->limit, "How many to list at most.", 1U, kLimitMax);
    command->add_option("--page-token", flags->page_token, "Where the last list ended.");
    command->add_flag("--json", flags->as_json, "Print JSON.");
    const FlagValues& settings = add_settings(*command, context);
    command->callback([&context, &settings, flags] {
        if (const auto loaded = load_settings(settings, context))
            context.exit_code = list(for_reading(loaded->config), *flags, context);
    });
}

}  // namespace scan
