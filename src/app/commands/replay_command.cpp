#include <fmt/format.h>

#include "adapters/http_feed/http_feed.h"
#include "adapters/sql/operations/sql_operations.h"
#include "app/commands/act_flags.h"
#include "app/commands/job_run.h"
#include "app/engines.h"
#include "app/help/own_flags.h"
#include "app/terminal/output.h"
#include "app/worker_settings.h"
#include "base/counted.h"
#include "operations/jobs/asked_range.h"
#include "operations/jobs/job_look.h"
#include "operations/jobs/replay.h"

namespace scan {
namespace {

struct ReplayFlags {
    ActFlags act;
    std::int64_t from = 0;
    std::int64_t to = 0;  // 0: the cursor
    std::uint64_t rate = 0;
    std::int64_t job = 0;  // 0: a new one
    bool is_detached = false;
};

Result<std::int64_t> job_of(const ReplayFlags& flags, const Act& act, const Config& config,
                            Engines& engines) {
    if (flags.job > 0) return flags.job;
    const auto cursors = engines.store().cursor_store();
    const auto range = replay_range(*cursors, EventId{flags.from},
                                    flags.to > 0 ? std::optional(EventId{flags.to}) : std::nullopt);
    if (!range) return std::unexpected(range.error());
    const auto board = sql_job_board(engines.store());
    const auto audit = sql_audit_log(engines.store(), config.store.audit_retention);
    return begin_replay(*board, *audit, act, *range, flags.rate);
}

int work_on(std::int64_t id, Engines& engines, const Config& config, const ReplayFlags& flags,
            CommandContext& context) {
    const auto feed = HttpFeed::create(http_feed_settings(config.feed), context.clock);
    if (!feed) return failed_with(feed.error());
    const auto job = bring_to_end(id,
                                  {.engines = engines,
                                   .config = config,
                                   .feed = **feed,
                                   .clock = context.clock,
                                   .let_go = context.signals.stop()},
                                  context);
    if (!job) return failed_with(job.error());
    if (flags.act.as_json) {
        say("{}\n", json_text(*job));
    } else {
        say("job {}: {} queued: {}\n", id, counted(job->progress.done, "event"), job->result);
    }
    return job->state == JobState::done ? kDone : complain(going_on(*job), kFailed);
}

int replay(const Config& config, const ReplayFlags& flags, CommandContext& context) {
    if ((flags.from > 0) == (flags.job > 0))
        return complain("say --from, or --job to go on with one", kWrongUsage);
    if (const auto checked = check_has_ids(
            EventId{flags.from}, flags.to > 0 ? std::optional(EventId{flags.to}) : std::nullopt);
        !checked && flags.job == 0)
        return complain(checked.error().message, kWrongUsage);
    const auto act = act_of(flags.job > 0 ? ActFlags{.reason = "goes on"} : flags.act, context);
    if (!act) return context.exit_code;
    const bool is_dry_run = flags.act.is_dry_run && flags.job == 0;
    if (config.feed.url.empty() && !flags.is_detached && !is_dry_run)
        return complain("feed.url is not set", kWrongUsage);
    Engines engines(config.store, config.queue, context.clock, context.random);
    const auto id = job_of(flags, *act, config, engines);
    if (!id) return failed_with(id.error());
    if (is_dry_run) {
        say("dry run, nothing was changed: would read the feed from {} on and queue it again\n",
            flags.from);
        return kDone;
    }
    if (flags.is_detached) return leave_to_worker(*id, engines, flags.act.as_json);
    return work_on(*id, engines, config, flags, context);
}

}  // namespace

void add_replay_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand(
        "replay",
        "Read a range of the feed once more and queue it; the cursor stays. Applying it again is "
        "harmless. It is a job: a worker that polls runs it, else this command does; if it is "
        "stopped "
        "or dies, a worker or --job goes on with it.");
    const auto flags = std::make_shared<ReplayFlags>();
    command->add_option("--from", flags->from, "The first EventId.")->check(whole_number_from(1));
    command->add_option("--to", flags->to, "The last EventId; else the cursor.")
        ->check(whole_number_from(1));
    add_number(*command, "--rate", flags->rate, "The most events a second; 0: no limit.");
    command->add_option("--job", flags->job, "Go on with this job.")->check(whole_number_from(1));
    command->add_flag("--detach", flags->is_detached, "Leave the work to a worker that polls.");
    add_act_flags(*command, flags->act);
    const FlagValues& settings = add_settings(*command, context);
    command->callback([&context, &settings, flags] {
        if (const auto loaded = load_settings(settings, context))
            context.exit_code = replay(for_reading(loaded->config), *flags, context);
    });
}

}  // namespace scan
