#include <fmt/format.h>

#include "adapters/sql/operations/sql_operations.h"
#include "app/commands/act_flags.h"
#include "app/engines.h"
#include "app/help/own_flags.h"
#include "app/terminal/output.h"
#include "app/terminal/text_table.h"
#include "operations/jobs/job_acts.h"
#include "operations/jobs/job_look.h"

namespace scan {
namespace {

enum class Order { none, pause, resume, cancel };

struct JobFlags {
    ListFlags list;
    std::string reason;
    bool is_dry_run = false;
    std::optional<std::int64_t> id;
    Order order = Order::none;
    std::optional<std::uint64_t> rate;
};

JobState wanted(Order order, const Job& job) {
    switch (order) {
        case Order::none: return job.state;  // only its rate is changed
        case Order::resume: return JobState::waiting;
        case Order::pause: return JobState::paused;
        case Order::cancel: return JobState::cancelled;
    }
    std::abort();
}

void print(const std::vector<Job>& jobs) {
    TextTable table({"ID", "KIND", "STATE", "AT", "DONE", "MADE (UTC)", "LAST WORD"});
    for (const Job& job : jobs) {
        table.add({fmt::format("{}", job.id), job.spec.kind, std::string(name_of(job.state)),
                   fmt::format("{}", job.progress.position), fmt::format("{}", job.progress.done),
                   short_time(job.made_at), job.result});
    }
    say("{}", table.text());
}

int show_all(JobBoard& board, const JobFlags& flags, CommandContext& context) {
    const auto page = page_of(flags.list, context);
    if (!page) return context.exit_code;
    const auto list = list_jobs(board, *page);
    if (!list) return failed_with(list.error());
    if (flags.list.as_json) {
        say("{}\n", json_text(*list));
        return kDone;
    }
    print(list->rows);
    say_next_page(list->next_page);
    return kDone;
}

int jobs(const Config& config, const JobFlags& flags, CommandContext& context) {
    Engines engines(config.store, config.queue, context.clock, context.random);
    const auto board = sql_job_board(engines.store());
    if (!flags.id) return show_all(*board, flags, context);
    auto job = show_job(*board, *flags.id);
    if (job && (flags.order != Order::none || flags.rate)) {
        const auto act = act_of({.reason = flags.reason, .is_dry_run = flags.is_dry_run}, context);
        if (!act) return context.exit_code;
        const auto audit = sql_audit_log(engines.store(), config.store.audit_retention);
        job = order_job(
            *board, *audit, *act, *flags.id,
            {.state = wanted(flags.order, *job), .rate = flags.rate.value_or(job->spec.rate)});
    }
    if (!job) return failed_with(job.error());
    if (flags.list.as_json) {
        say("{}\n", json_text(*job));
    } else {
        print({*job});
    }
    return kDone;
}

}  // namespace

void add_jobs_command(CLI::App& app, CommandContext& context) {
    CLI::App* const command =
        app.add_subcommand("jobs", "List long work, or show, hold, slow or cancel one of it.");
    const auto flags = std::make_shared<JobFlags>();
    command->add_option("ID", flags->id, "Its number in the list.")->check(whole_number_from(1));
    add_choice<Order>(*command, "--order", flags->order,
                      {{"none", Order::none},
                       {"pause", Order::pause},
                       {"resume", Order::resume},
                       {"cancel", Order::cancel}},
                      "What is to become of it.");
    command->add_option("--rate", flags->rate, "The most of it a second from now on; 0: no limit.")
        ->check(whole_number_from(0));
    command->add_option("--reason", flags->reason, "Why; kept in the audit.");
    command->add_flag("--dry-run", flags->is_dry_run,
                      "Say what would be done, and change nothing.");
    add_list_flags(*command, flags->list);
    const FlagValues& settings = add_settings(*command, context);
    command->callback([&context, &settings, flags] {
        if (const auto loaded = load_settings(settings, context))
            context.exit_code = jobs(for_reading(loaded->config), *flags, context);
    });
}

}  // namespace scan
