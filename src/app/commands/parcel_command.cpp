#include <fmt/format.h>

#include "app/commands.h"
#include "app/engines.h"
#include "app/json_object.h"

namespace scan {
namespace {

struct ParcelFlags {
    std::int64_t parcel_id = 0;
    bool as_json = false;
};

std::optional<UtcTime> time_of(const std::optional<Milestone>& milestone) {
    return milestone ? std::optional(milestone->at) : std::nullopt;
}

std::string milestone_text(const std::optional<Milestone>& milestone) {
    if (!milestone) return "not yet";
    return fmt::format("{} (event {})", milestone->at.to_string(), milestone->event_id.value);
}

void print_text(const ParcelSummary& parcel) {
    fmt::print("parcel          {}\n", parcel.parcel_id.value);
    fmt::print("latest event    {} {} at {}\n", parcel.latest.event_id.value, parcel.latest.type,
               parcel.latest.created_at.to_string());
    fmt::print("status code     {}\n", parcel.latest.status_code);
    fmt::print("run             {}\n", parcel.latest.run_id);
    fmt::print("picked up       {}\n", milestone_text(parcel.picked_up));
    fmt::print("delivered       {}\n", milestone_text(parcel.delivered));
}

std::string json_text(const ParcelSummary& parcel) {
    JsonObject object;
    object.add("parcel_id", parcel.parcel_id.value)
        .add("latest_event_id", parcel.latest.event_id.value)
        .add("latest_type", parcel.latest.type)
        .add("latest_created_date_time_utc", std::optional(parcel.latest.created_at))
        .add("latest_status_code", parcel.latest.status_code)
        .add("latest_run_id", parcel.latest.run_id)
        .add("picked_up_at_utc", time_of(parcel.picked_up))
        .add("delivered_at_utc", time_of(parcel.delivered));
    return object.text();
}

int show(const Config& config, const ParcelFlags& flags, CommandContext& context) {
    Engines engines(config.store, config.queue, context.clock, context.random);
    const auto parcel = engines.store().parcel_store()->find(ParcelId{flags.parcel_id});
    if (!parcel) return complain(parcel.error().message, kFailed);
    if (!*parcel)
        return complain(fmt::format("no event of parcel {} has been applied", flags.parcel_id),
                        kFailed);
    if (flags.as_json) {
        fmt::print("{}\n", json_text(**parcel));
    } else {
        print_text(**parcel);
    }
    return kDone;
}

}  // namespace

void add_parcel_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand("parcel", "Show the summary of one parcel.");
    const auto flags = std::make_shared<ParcelFlags>();
    command->add_option("ID", flags->parcel_id, "The ParcelId.")
        ->required()
        ->check(whole_number_from(1));
    command->add_flag("--json", flags->as_json, "Print JSON.");
    const FlagValues& settings = add_settings(*command, context);
    command->callback([&context, &settings, flags] {
        if (const auto loaded = load_settings(settings, context))
            context.exit_code = show(for_reading(loaded->config), *flags, context);
    });
}

}  // namespace scan
