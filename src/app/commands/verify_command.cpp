#include <fmt/format.h>

#include "adapters/http_feed/http_feed.h"
#include "adapters/sql/operations/sql_operations.h"
#include "app/commands/act_flags.h"
#include "app/commands/job_run.h"
#include "app/engines.h"
#include "app/help/own_flags.h"
#include "app/operator_name.h"
#include "app/terminal/output.h"
#include "app/terminal/text_table.h"
#include "app/worker_settings.h"
#include "base/counted.h"
#include "operations/jobs/asked_range.h"
#include "operations/jobs/job_look.h"
#include "operations/jobs/verification.h"

namespace scan {
namespace {

constexpr int kDifferent = 1;
constexpr int kUnknown = 3;

struct VerifyFlags {
    ActFlags act;
    std::int64_t from = 0;
    std::int64_t to = 0;   // 0: the cursor
    std::int64_t job = 0;  // 0: a new one
    std::uint64_t rate = 0;
    bool mends = false;
    bool is_detached = false;
};

void print(const Verification& found) {
    if (!found.differences.empty()) {
        TextTable table({"PARCEL", "COLUMN", "TABLE", "FEED"});
        for (const VerifyDifference& each : found.differences) {
            table.add({fmt::format("{}", each.parcel_id.value), each.column,
                       each.table.empty() ? "-" : each.table, each.feed});
        }
        say("{}", table.text());
    }
    say("ids {} to {}: {} compared, {}", found.range.after.value + 1, found.range.last.value,
        counted(found.events, "event"), counted(found.differences_count, "difference"));
    if (found.mended + found.not_mendable > 0)
        say("; {} mended, {} not mendable from this range", counted(found.mended, "parcel"),
            found.not_mendable);
    say("\n");
}

Result<std::int64_t> job_of(const VerifyFlags& flags, const Act& act, const Config& config,
                            Engines& engines) {
    if (flags.job > 0) return flags.job;
    const bool mends = flags.mends && !act.is_dry_run;
    const auto board = sql_job_board(engines.store());
    const auto cursors = engines.store().cursor_store();
    const auto audit = sql_audit_log(engines.store(), config.store.audit_retention);
    // A dry run is a look: it says what would be mended.
    return begin_verification(*board, *cursors, *audit, {.who = act.who, .reason = act.reason},
                              {.from = EventId{flags.from},
                               .to = flags.to > 0 ? std::optional(EventId{flags.to}) : std::nullopt,
                               .mend = mends ? VerifyMend::all : VerifyMend::nothing,
                               .requests_per_second = flags.rate});
}

int tell(const Job& job, const VerifyFlags& flags) {
    if (!verify_request_of(job))
        return complain(fmt::format("job {} is no verification", job.id), kUnknown);
    const Verification found = verification_of(job);
    if (flags.act.as_json) {
        say("{}\n", json_text(found));
    } else {
        print(found);
    }
    if (job.state != JobState::done) return complain(going_on(job), kUnknown);
    return found.unmended == 0 ? kDone : kDifferent;
}

int verify(const Config& config, const VerifyFlags& flags, CommandContext& context) {
    if ((flags.from > 0) == (flags.job > 0))
        return complain("say --from, or --job to go on with one", kWrongUsage);
    if (const auto checked = check_has_ids(
            EventId{flags.from}, flags.to > 0 ? std::optional(EventId{flags.to}) : std::nullopt);
        !checked && flags.job == 0)
        return complain(checked.error().message, kWrongUsage);
    Act act{.who = operator_name(), .reason = flags.act.reason};
    if (flags.mends) {
        const auto given = act_of(flags.act, context);
        if (!given) return context.exit_code;
        act = *given;
    }
    Engines engines(config.store, config.queue, context.clock, context.random);
    if (flags.job > 0) {
        // One that has ended is told without asking anybody.
        const auto job = show_job(*sql_job_board(engines.store()), flags.job);
        if (!job) return complain(job.error().message, kUnknown);
        if (has_ended(job->state)) return tell(*job, flags);
    }
    const auto feed = HttpFeed::create(http_feed_settings(config.feed), context.clock);
    if (!feed && !flags.is_detached) return complain(feed.error().message, kWrongUsage);
    const auto id = job_of(flags, act, config, engines);
    if (!id) return complain(id.error().message, kUnknown);
    if (flags.is_detached) return leave_to_worker(*id, engines, flags.act.as_json);
    const auto job = bring_to_end(*id,
                                  {.engines = engines,
                                   .config = config,
                                   .feed = **feed,
                                   .clock = context.clock,
                                   .let_go = context.signals.stop()},
                                  context);
    if (!job) return complain(job.error().message, kUnknown);
    return tell(*job, flags);
}

}  // namespace

void add_verify_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command = app.add_subcommand("verify",
                                                 "Compare the table with a range of the feed. "
                                                 "Exit code 0: the same, 1: different, 3: it "
                                                 "could not be told.");
    const auto flags = std::make_shared<VerifyFlags>();
    command->add_option("--from", flags->from, "The first EventId.")->check(whole_number_from(1));
    command->add_option("--to", flags->to, "The last EventId; else the cursor.")
        ->check(whole_number_from(1));
    command->add_flag("--mend", flags->mends,
                      "Apply what is missing, as a worker would, and overwrite what differs of an "
                      "event that both know, if the row is still the one that was compared.");
    add_number(*command, "--rate", flags->rate, "The most requests a second; 0: no limit.");
    command->add_option("--job", flags->job, "Go on with this job, or tell what it found.")
        ->check(whole_number_from(1));
    command->add_flag("--detach", flags->is_detached, "Leave the work to a worker that polls.");
    add_act_flags(*command, flags->act);
    const FlagValues& settings = add_settings(*command, context);
    command->callback([&context, &settings, flags] {
        if (const auto loaded = load_settings(settings, context))
            context.exit_code = verify(for_reading(loaded->config), *flags, context);
    });
}

}  // namespace scan
